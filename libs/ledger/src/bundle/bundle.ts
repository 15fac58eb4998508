import type { CheckpointEvidence, HeadEvidence, InclusionEvidence, LeafContent } from '#libs/audit';
import type { Account, Bilingual, PolicyPack, ReadingEntry } from '#libs/enrollment';
import type { LedgerKind } from '#libs/event-store';
import type { LetterSeal } from '../decisions/letter.js';

/** Names the shape below; another one gets another name. docs/audit-format.md has every rule. */
export const BUNDLE_FORMAT = 'canbao.bundle/1';

/** Every algorithm that a verifier needs, by what it is for. */
export const BUNDLE_ALGORITHMS = {
  canonicalJson: 'rfc8785',
  explanation: 'canbao.explanation/1',
  hash: 'sha256',
  heads: 'canbao.heads/1',
  leaf: 'canbao.leaf/1',
  note: 'c2sp.org/signed-note',
  signature: 'ed25519',
  tree: 'rfc9162',
} as const;

/** Events of one stream as leaves, in order. */
export interface StreamEvidence {
  readonly stream: string;
  readonly events: readonly LeafContent[];
  /** How far the stream had come: with it the events are all that there are. Null: that is not shown. */
  readonly head: HeadEvidence | null;
}

/** A pack version that the answer used. */
export interface PackEvidence {
  readonly id: string;
  readonly version: string;
  readonly digest: string;
  /** Position of the event that adopted it, or chose a reading in it, as used; null: it was never adopted, and stands here. */
  readonly position: number | null;
  readonly pack: PolicyPack | null;
}

/** How a pack read its text where the text leaves a choice, as the answer cites it. */
export interface ReadingEvidence extends ReadingEntry<unknown> {
  /** `fujian@1`. */
  readonly pack: string;
  readonly id: string;
}

/** The parts of a bundle, each under its name. */
export interface BundleParts {
  readonly checkpoints: CheckpointEvidence;
  readonly inclusion: InclusionEvidence;
  /** The decision's own stream: one event. */
  readonly decision: StreamEvidence;
  /** Every fact of the member; those after the decision's position were not known then. */
  readonly facts: StreamEvidence;
  /** Every adoption, choice and region of the ledger. */
  readonly policy: StreamEvidence;
  /** The declarations of sources: all of them, or those that the answer rests on. */
  readonly watermarks: StreamEvidence;
  readonly packs: readonly PackEvidence[];
  readonly readings: readonly ReadingEvidence[];
  /** The rules' own account, over which the decision keeps a digest. */
  readonly explanation: readonly Account[];
  /** HTML. */
  readonly letters: Bilingual;
}

/** Everything that shows a served decision to be right, and to be in the ledger, without the ledger. */
export interface EvidenceBundle {
  readonly format: typeof BUNDLE_FORMAT;
  readonly manifest: {
    readonly algorithms: typeof BUNDLE_ALGORITHMS;
    readonly decision: string;
    readonly ledger: LedgerKind;
    readonly log: string;
    readonly member: string;
    /** `sha256:…` over the canonical JSON of each part, by its name. */
    readonly parts: Readonly<Record<keyof BundleParts, string>>;
  };
  readonly parts: BundleParts;
}

/** What holds a decision: its place in the log, and the first checkpoint that covers it. */
export interface DecisionSeal extends LetterSeal {
  readonly checkpoint: {
    readonly size: number;
    readonly root: string;
    readonly position: number;
    readonly recordedAt: string;
  };
}
