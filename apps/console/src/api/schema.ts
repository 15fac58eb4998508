/* Written by `npm run docs` from the OpenAPI document: change the API, not this file. */
export interface paths {
    readonly "/v1/access-log": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Who read whom: holder, time, route, coordinates and purpose of each read, in order */
        readonly get: operations["AccessLogController_list"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/problems": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The list of every problem type */
        readonly get: operations["ProblemPagesController_index"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/problems/{code}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What a problem type means and what to do */
        readonly get: operations["ProblemPagesController_page"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/livez": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The process lives */
        readonly get: operations["HealthController_livez"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/readyz": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The store, the packs, the clock and the read models; `degraded` while a read model waits after a failure, so that the feed is refused and everything else answered; 503 while it starts, stops, or cannot read or write its store or the access log */
        readonly get: operations["HealthController_readyz"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/metrics": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Appends, derivations, refusals and times, in the text format of Prometheus */
        readonly get: operations["MetricsController_scrape"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/members": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The members that the caller may see */
        readonly get: operations["MembersController_list"];
        readonly put?: never;
        /** Register a member */
        readonly post: operations["MemberRegisteredController_post"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/members/{member}/special-statuses": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** A member joins a special group */
        readonly post: operations["SpecialStatusGrantedController_post"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/members/{member}/special-status-ends": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** A member leaves a special group */
        readonly post: operations["SpecialStatusEndedController_post"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/members/{member}/premium-payments": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** A premium for a coverage year arrived */
        readonly post: operations["PremiumPaidController_post"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/members/{member}/premium-refunds": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** A premium was refunded: that payment counts no more */
        readonly post: operations["PremiumRefundedController_post"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/members/{member}/lapses": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** The window of a coverage year closed with nothing paid */
        readonly post: operations["CoverageLapsedController_post"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/members/{member}/lapse-rescissions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** A recorded lapse must not count */
        readonly post: operations["LapseRescindedController_post"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/members/{member}/repair-payments": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Break years were repaired by a payment */
        readonly post: operations["RepairPaidController_post"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/members/{member}/repair-refunds": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** A repair was refunded: it counts no more */
        readonly post: operations["RepairRefundedController_post"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/members/{member}/claims": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** A claim was settled: what each fund paid */
        readonly post: operations["ClaimSettledController_post"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/members/{member}/claim-reversals": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** A claim counts no more */
        readonly post: operations["ClaimReversedController_post"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/members/{member}/scheme-transfers": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** A member changes between schemes */
        readonly post: operations["SchemeTransferredController_post"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/members/{member}/region-transfers": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** A member moves to another region */
        readonly post: operations["RegionTransferredController_post"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/members/{member}/deaths": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** A member died */
        readonly post: operations["MemberDeceasedController_post"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/members/{member}/opening-balances": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Balances taken over from an older system */
        readonly post: operations["OpeningBalanceDeclaredController_post"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/members/{member}/corrections": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Annul any fact, or replace it, as if from the start */
        readonly post: operations["FactCorrectedController_post"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/members/{member}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One member, with the version that If-Match takes */
        readonly get: operations["MembersController_get"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/members/{member}/events": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The facts of a member, in effective or recorded order */
        readonly get: operations["MembersController_events"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/events": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The facts of all visible members, in the order of the log */
        readonly get: operations["LogController_list"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/events/{position}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The fact at a position */
        readonly get: operations["LogController_at"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/members/{member}/standing": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Everything derived for a member on one day */
        readonly get: operations["StandingsController_standing"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/members/{member}/timeline": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The intervals of a member’s whole history, through the year of `on` */
        readonly get: operations["StandingsController_timeline"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/members/{member}/explanation": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Why a field of the standing has its value: steps, clauses, facts, what would change it */
        readonly get: operations["StandingsController_explanation"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/repair-quotes": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** A row for 0 to n repaired years: cost, months, first day of benefits, whether it helps */
        readonly post: operations["QuotesController_quote"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/derivations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** The standing that follows from the facts of a case */
        readonly post: operations["DerivationsController_derive"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/members/{member}/diffs": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** What differs between two coordinates, each field with its cause on one axis, and the facts that differ */
        readonly post: operations["ComparisonsController_diff"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/members/{member}/bisections": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Which fact, day, pack version or reading flipped a field between an old and a new side */
        readonly post: operations["ComparisonsController_bisect"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/members/{member}/blame": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What set the value of a field: the event, the clause, the readings; and what had set the one before */
        readonly get: operations["ComparisonsController_blame"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/members/{member}/what-ifs": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** What would hold if facts were there that nobody recorded; they are judged as if they were submitted, and never stored */
        readonly post: operations["ComparisonsController_whatIf"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/radar": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Facts recorded long after they took effect, and facts that undo others, by actor */
        readonly get: operations["RadarController_report"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/policy-packs": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The adopted pack versions */
        readonly get: operations["PolicyController_packs"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/policy-packs/{id}/versions/{version}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** A pack version: every parameter and reading with its clause */
        readonly get: operations["PolicyController_pack"];
        readonly put?: never;
        /** Submit the draft of a pack version with its cases, which run at once */
        readonly post: operations["PolicyChangesController_pack"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/readings": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Where the texts are silent or can be read in two ways, and what each pack chose */
        readonly get: operations["PolicyController_readings"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/regions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The configured regions */
        readonly get: operations["PolicyController_regions"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/regions/{code}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** A region: its pack, base ceiling and premium by year */
        readonly get: operations["PolicyController_region"];
        readonly put?: never;
        /** Submit pack, base ceilings and premiums of a region, also of a new one */
        readonly post: operations["PolicyChangesController_region"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/policy-log": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What decides answers beside facts and packs, as it came in: regions configured, sources declared complete */
        readonly get: operations["PolicyController_log"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/eligibility-checks": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Whether the pooled fund pays for a service on a day; recorded as a decision */
        readonly post: operations["EligibilityController_check"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/decisions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Answer a question and record the answer; 200 where nothing is recorded */
        readonly post: operations["DecisionsController_serve"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/decisions/{decision}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** A decision: the same bytes for ever */
        readonly get: operations["DecisionsController_get"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/decisions/{decision}/explanation": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Why it says so: the whole tree, made anew, beside the digest recorded with the decision */
        readonly get: operations["DecisionsController_explanation"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/decisions/{decision}/replay": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Whether the same answer comes out again, and otherwise in which coordinate it differs */
        readonly get: operations["DecisionsController_replay"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/decisions/{decision}/letter": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** A letter to print, in the language of `Accept-Language`; `Accept: text/plain` gives plain text */
        readonly get: operations["DecisionsController_letter"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/decisions/{decision}/seal": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Where the decision stands in the log, and the first checkpoint that covers it: what a letter prints */
        readonly get: operations["DecisionsController_seal"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/decisions/{decision}/evidence-bundle": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Everything that shows the decision to be right, in one file that is verified without this server
         * @description Verify it with `canbao verify FILE`, or with verify.mjs or verify.py alone. docs/audit-format.md has its form.
         */
        readonly get: operations["DecisionsController_bundle"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sources/{source}/watermarks": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What a source declares complete, by region and kind of records */
        readonly get: operations["SourcesController_list"];
        readonly put?: never;
        /** Declare a source complete through a day; 200 where it had said so already */
        readonly post: operations["SourcesController_declare"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/year-closes": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The year closes of the caller’s regions */
        readonly get: operations["YearClosesController_list"];
        readonly put?: never;
        /** Begin to close a year; 200 with the one under way where there is one */
        readonly post: operations["YearClosesController_start"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/year-closes/{close}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** A year close: state, progress, checklist, preview and report in numbers */
        readonly get: operations["YearClosesController_get"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/year-closes/{close}/members": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Who is due in the preview, and what became of each; `format=csv` gives all of them as one file */
        readonly get: operations["YearClosesController_members"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/year-closes/{close}/approval": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Approve a close that another person began: the lapses are appended */
        readonly post: operations["YearClosesController_approve"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/year-closes/{close}/abort": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** End a close; what it has appended stays */
        readonly post: operations["YearClosesController_abort"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/impact-runs": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The impact runs of the caller’s regions */
        readonly get: operations["ImpactRunsController_list"];
        readonly put?: never;
        /** Compare two states of knowledge and policy; 200 with the run of the same inputs where there is one */
        readonly post: operations["ImpactRunsController_start"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/impact-runs/{run}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** An impact run: state, progress, buckets, money, consumers; its digest once it is done */
        readonly get: operations["ImpactRunsController_get"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/impact-runs/{run}/members": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The members of whom something differs; `format=csv` gives all of them as one file */
        readonly get: operations["ImpactRunsController_members"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/impact-runs/{run}/typical-members": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Up to 20 members that stand for the most frequent kinds of change */
        readonly get: operations["ImpactRunsController_typical"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/impact-runs/{run}/abort": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** End a run; taken up again, it goes on where it ended */
        readonly post: operations["ImpactRunsController_abort"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/impact-runs/{run}/resumption": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Take up a run that was ended */
        readonly post: operations["ImpactRunsController_resume"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/policy-packs/{id}/versions/{version}/adoption": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The last draft of a pack version that was submitted, and what its adoption waits for */
        readonly get: operations["PolicyChangesController_adoption"];
        readonly put?: never;
        /** Adopt the draft that another person submitted, quoting its impact run */
        readonly post: operations["PolicyChangesController_adopt"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/readings/{id}/changes": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The submitted changes of a reading */
        readonly get: operations["PolicyChangesController_readingChanges"];
        readonly put?: never;
        /** Submit another choice of a reading for a pack, with cases, which run at once */
        readonly post: operations["PolicyChangesController_reading"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/policy-changes": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Every change that was submitted, in order */
        readonly get: operations["PolicyChangesController_list"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/policy-changes/{change}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** A change: content, cases, checklist, who submitted and who approved it */
        readonly get: operations["PolicyChangesController_get"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/policy-changes/{change}/approval": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Put a change into force that another person submitted, quoting its impact run */
        readonly post: operations["PolicyChangesController_approval"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/policy-changes/{change}/withdrawal": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Take a change back that is not in force */
        readonly post: operations["PolicyChangesController_withdrawal"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/feed": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Changed answers, facts or reached standings after a cursor, at least once, in order for each member
         * @description A batch of CloudEvents; the header `Feed-Cursor` says where to go on. With `Accept: text/event-stream` a stream.
         */
        readonly get: operations["FeedController_read"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/consumers": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Consumers with scope, position, lag and last error */
        readonly get: operations["ConsumersController_list"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/consumers/{consumer}/acknowledgement": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Say how far a consumer has come, for the display of lags; the consumer keeps its cursor itself */
        readonly post: operations["ConsumersController_acknowledge"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/asyncapi.json": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The entries of the feed in AsyncAPI 3 */
        readonly get: operations["AsyncApiController_document"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/session": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Who is signed in, and what they may do */
        readonly get: operations["SessionController_get"];
        readonly put?: never;
        /** Sign in with a key; a cookie keeps it, which counts beside the header `Canbao-Console: 1` only */
        readonly post: operations["SessionController_signIn"];
        /** Sign out */
        readonly delete: operations["SessionController_signOut"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/checkpoints": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The signed checkpoints in order of size */
        readonly get: operations["SealsController_list"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/checkpoints/{size}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** A checkpoint as a signed note (C2SP tlog-checkpoint) with every co-signature; `latest` is the newest */
        readonly get: operations["SealsController_note"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/checkpoints/{size}/witnesses": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Co-sign a checkpoint; the answer is the checkpoint with every signature */
        readonly post: operations["SealsController_cosign"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/proofs/inclusion": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The proof that an event is in the log under a checkpoint (RFC 9162) */
        readonly get: operations["SealsController_inclusion"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/proofs/consistency": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The proof that the log under one checkpoint is the beginning of that under a later one (RFC 9162) */
        readonly get: operations["SealsController_consistency"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/access-log/checkpoints": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The signed checkpoints of the access log in order of size */
        readonly get: operations["AccessSealsController_list"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/access-log/checkpoints/{size}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** A checkpoint of the access log as a signed note; `latest` is the newest */
        readonly get: operations["AccessSealsController_note"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/access-log/proofs/inclusion": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The proof that an entry is in the access log under a checkpoint; its `number` is the position */
        readonly get: operations["AccessSealsController_inclusion"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/access-log/proofs/consistency": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The proof that the access log under one checkpoint is the beginning of that under a later one */
        readonly get: operations["AccessSealsController_consistency"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        readonly RepairQuoteBody: {
            /** @example P-0001 */
            readonly member: string;
            /**
             * @description Default: the latest enrolment.
             * @example 2028
             */
            readonly enrolmentYear?: number;
            /**
             * Format: date
             * @description The day of payment. Default: today.
             * @example 2028-03-15
             */
            readonly on?: string;
            readonly knownAt?: string;
            /** @example fujian@1 */
            readonly pack?: string;
            /** @example R1=yes */
            readonly readings?: string;
        };
        readonly ServedQuestionBody: {
            /** @example P-0001 */
            readonly member: string;
            /**
             * @description Only of an eligibility check.
             * @default resident
             * @enum {string}
             */
            readonly scheme: "resident" | "employee" | "other";
            /**
             * Format: date
             * @description The civil day that the answer is about. Default: today at +08:00, by the ledger’s clock.
             * @example 2028-03-15
             */
            readonly on?: string;
            /** @description Facts recorded up to here. Default: everything. */
            readonly knownAt?: string;
            /**
             * @description Pins one pack version for every rule.
             * @example fujian@1
             */
            readonly pack?: string;
            /** @description What-if choices: the answer is hypothetical and not recorded. */
            readonly readings?: string;
        };
        readonly DecisionBody: {
            /** @example P-0001 */
            readonly member: string;
            /**
             * @description Only of an eligibility check.
             * @default resident
             * @enum {string}
             */
            readonly scheme: "resident" | "employee" | "other";
            /**
             * Format: date
             * @description The civil day that the answer is about. Default: today at +08:00, by the ledger’s clock.
             * @example 2028-03-15
             */
            readonly on?: string;
            /** @description Facts recorded up to here. Default: everything. */
            readonly knownAt?: string;
            /**
             * @description Pins one pack version for every rule.
             * @example fujian@1
             */
            readonly pack?: string;
            /** @description What-if choices: the answer is hypothetical and not recorded. */
            readonly readings?: string;
            /**
             * @example eligibility
             * @enum {string}
             */
            readonly kind: "eligibility" | "standing" | "repair-quote";
            /** @description Only of a repair quote. Default: the latest enrolment. */
            readonly enrolmentYear?: number;
        };
        readonly WatermarkBody: {
            /** @example 359901 */
            readonly region: string;
            /**
             * @example premiums
             * @enum {string}
             */
            readonly kind: "premiums" | "repairs" | "claims" | "transfers" | "statuses" | "deaths";
            /**
             * Format: date
             * @description Every record dated up to this day, inclusive, is in the ledger. Not after today.
             * @example 2028-03-14
             */
            readonly completeThrough: string;
        };
        readonly YearCloseBody: {
            /** @example 359901 */
            readonly region: string;
            /** @example 2028 */
            readonly coverageYear: number;
        };
        /** @description An empty object. */
        readonly StepBody: Record<string, never>;
        /** @description An empty object. */
        readonly ImpactStepBody: Record<string, never>;
        /** @description An empty object. */
        readonly WithdrawalBody: Record<string, never>;
        readonly AcknowledgementBody: {
            /** @description The cursor of the last entry that it has taken. */
            readonly cursor: string;
            /** @description The region that it filters by. */
            readonly region?: string;
            /** @description The scheme that it filters by. */
            readonly scheme?: string;
            /** @description Why it cannot go on; shown to the operator. */
            readonly error?: string;
        };
        readonly SessionBody: {
            /** @description A key, as `canbao key create` printed it. */
            readonly key: string;
        };
        readonly WitnessBody: {
            /**
             * @description Key of the witness: name+id+base64.
             * @example witness.example.com/w1+…+…
             */
            readonly witness: string;
            /** @description Its signature line, or the whole note with it. */
            readonly signature: string;
        };
        readonly Coordinates: {
            /** Format: date */
            readonly on: string;
            readonly knownAt: string | null;
            readonly position: number;
            readonly packs: readonly {
                readonly id: string;
                readonly version: string;
                readonly digest: string;
            }[];
            readonly engine: string;
        };
        readonly Waiting: {
            readonly fixedMonths: number | null;
            readonly variableMonths: number | null;
            readonly repairedMonths: number | null;
            readonly totalMonths: number | null;
            readonly startsOn: string | null;
            /** Format: date */
            readonly endsOn: string;
            /** Format: date */
            readonly benefitsFrom: string;
            readonly fixedDays?: number;
            readonly variableDays?: number;
            readonly repairedDays?: number;
            readonly totalDays?: number;
        };
        readonly Ceiling: {
            /** @enum {unknown} */
            readonly status: "known" | "not-struck" | "not-applicable" | "indeterminate";
            readonly baseFen: number | null;
            readonly continuousCreditFen: number | null;
            readonly zeroClaimCreditFen: number | null;
            readonly breakPenaltyFen: number | null;
            readonly raiseAppliedFen: number | null;
            readonly penaltyAppliedFen: number | null;
            readonly effectiveFen: number | null;
        };
        readonly Standing: {
            readonly member: string;
            readonly region: string;
            /** @enum {unknown} */
            readonly covered: "resident" | "employee" | "other" | "none";
            readonly benefitEligible: boolean;
            readonly hypothetical: boolean;
            readonly waiting: components["schemas"]["Waiting"] | null;
            readonly breakYears: readonly number[];
            readonly streakYears: number;
            readonly zeroClaimProvisional: boolean;
            readonly employeeYearsEquivalent: {
                readonly years: number;
                readonly remainderYears: number;
            } | null;
            readonly ceiling: components["schemas"]["Ceiling"];
            readonly readingIds: readonly string[];
            readonly warnings: readonly ("expired-rule" | "ceiling-not-set" | "credit-used-differs" | "not-examined" | "price-differs" | "moved" | "dated-in-future")[];
            readonly undetermined: readonly ({
                readonly source: string;
                /** @enum {unknown} */
                readonly kind: "premiums" | "repairs" | "claims" | "transfers" | "statuses" | "deaths";
                /** Format: date */
                readonly completeThrough: string;
                /** Format: date */
                readonly neededThrough: string;
            } | {
                /** @constant */
                readonly code: "out-of-scope";
            })[];
            readonly completeness: readonly components["schemas"]["SourceCompleteness"][];
            readonly validFor: {
                readonly from: string | null;
                readonly until: string | null;
            };
            readonly coordinates: components["schemas"]["Coordinates"];
        };
        readonly SourceCompleteness: {
            readonly source: string;
            /** @enum {unknown} */
            readonly kind: "premiums" | "repairs" | "claims" | "transfers" | "statuses" | "deaths";
            /** @enum {unknown} */
            readonly status: "complete" | "incomplete" | "undeclared";
            readonly completeThrough: string | null;
            /** Format: date */
            readonly neededThrough: string;
        };
        readonly EligibilityCheck: {
            /** @description Null: a dry run, or a hypothetical answer; neither is recorded. */
            readonly decisionId: string | null;
            readonly member: string;
            /** @enum {unknown} */
            readonly scheme: "resident" | "employee" | "other";
            readonly region: string;
            /** @enum {unknown} */
            readonly covered: "resident" | "employee" | "other" | "none";
            readonly benefitEligible: boolean;
            readonly hypothetical: boolean;
            readonly waiting: components["schemas"]["Waiting"] | null;
            readonly breakYears: readonly number[];
            readonly streakYears: number;
            readonly zeroClaimProvisional: boolean;
            readonly employeeYearsEquivalent: {
                readonly years: number;
                readonly remainderYears: number;
            } | null;
            readonly ceiling: components["schemas"]["Ceiling"];
            readonly readingIds: readonly string[];
            readonly warnings: readonly ("expired-rule" | "ceiling-not-set" | "credit-used-differs" | "not-examined" | "price-differs" | "moved" | "dated-in-future")[];
            readonly undetermined: readonly ({
                readonly source: string;
                /** @enum {unknown} */
                readonly kind: "premiums" | "repairs" | "claims" | "transfers" | "statuses" | "deaths";
                /** Format: date */
                readonly completeThrough: string;
                /** Format: date */
                readonly neededThrough: string;
            } | {
                /** @constant */
                readonly code: "out-of-scope";
            })[];
            readonly completeness: readonly components["schemas"]["SourceCompleteness"][];
            readonly validFor: {
                readonly from: string | null;
                readonly until: string | null;
            };
            readonly pooledFund: {
                /** @description Null: not known; `undetermined` says why. */
                readonly payable: boolean | null;
                /** @description The first day from `on` on which the fund pays, by the facts known; null: none in sight. */
                readonly payableFrom: string | null;
                readonly reasons: readonly {
                    /** @enum {unknown} */
                    readonly code: "covered-by-employee-scheme" | "covered-by-other-system" | "cover-starts-later" | "deceased" | "in-waiting-period" | "not-covered";
                    readonly clause: string | null;
                    readonly text: string;
                }[];
            };
            readonly coordinates: components["schemas"]["Coordinates"];
        };
        /** @description By kind: an eligibility check, or a standing or a repair quote with its `decisionId`. */
        readonly Decision: {
            /** @description Null: a dry run, or a hypothetical answer; neither is recorded. */
            readonly decisionId: string | null;
            readonly member: string;
            readonly hypothetical: boolean;
            readonly coordinates: components["schemas"]["Coordinates"];
        };
        readonly Replay: {
            readonly equal: boolean;
            readonly differs: ("position" | "knownAt" | "on" | "packs" | "engine") | null;
        };
        readonly WatermarkItem: {
            readonly source: string;
            /** @enum {unknown} */
            readonly kind: "premiums" | "repairs" | "claims" | "transfers" | "statuses" | "deaths";
            readonly region: string;
            /** Format: date */
            readonly completeThrough: string;
            /**
             * Format: date-time
             * @example 2028-03-15T10:02:11.000+08:00
             */
            readonly declaredAt: string;
            readonly position: number;
        };
        readonly Watermarks: {
            readonly source: string;
            readonly items: readonly components["schemas"]["WatermarkItem"][];
            readonly coordinates: components["schemas"]["Coordinates"];
        };
        readonly WatermarkDeclared: {
            readonly appended: boolean;
            readonly source: string;
            /** @enum {unknown} */
            readonly kind: "premiums" | "repairs" | "claims" | "transfers" | "statuses" | "deaths";
            readonly region: string;
            /** Format: date */
            readonly completeThrough: string;
            /**
             * Format: date-time
             * @example 2028-03-15T10:02:11.000+08:00
             */
            readonly declaredAt: string;
            readonly position: number;
        };
        readonly Timeline: {
            readonly member: string;
            readonly hypothetical: boolean;
            readonly intervals: readonly {
                /** @enum {unknown} */
                readonly kind: "cover" | "lapse" | "break-year" | "wait" | "balances" | "ceiling";
                /** Format: date */
                readonly from: string;
                readonly until: string | null;
                readonly value?: unknown;
            }[];
            readonly coordinates: components["schemas"]["Coordinates"];
        };
        readonly Explanation: {
            /** @constant */
            readonly schema: "canbao.explanation/1";
            readonly member: string;
            /** @enum {unknown} */
            readonly field: "covered" | "benefitEligible" | "waiting" | "breakYears" | "streakYears" | "continuousCredit" | "zeroClaimCredit" | "zeroClaimProvisional" | "breakPenalty" | "ceiling" | "employeeYearsEquivalent";
            /** @description The explained part of the standing. */
            readonly value: unknown;
            readonly hypothetical: boolean;
            readonly sentences: {
                readonly zh: readonly string[];
                readonly en: readonly string[];
            };
            readonly steps: readonly components["schemas"]["Step"][];
            readonly notApplied: readonly {
                readonly rule: string;
                readonly needed: string;
                readonly seen: string | null;
            }[];
            readonly wouldChange: readonly {
                readonly action: Record<string, never>;
                readonly result: unknown;
            }[];
            readonly readings: readonly {
                readonly id: string;
                readonly choice: string | number | {
                    readonly [key: string]: number;
                };
                /** @enum {unknown} */
                readonly confidence: "high" | "medium" | "low";
                readonly alternatives: readonly {
                    readonly choice: string | number | {
                        readonly [key: string]: number;
                    };
                    readonly result: unknown;
                }[];
            }[];
            readonly coordinates: components["schemas"]["Coordinates"];
        };
        readonly DecisionExplanation: {
            /** @constant */
            readonly schema: "canbao.explanation/1";
            readonly member: string;
            /** @enum {unknown} */
            readonly field: "covered" | "benefitEligible" | "waiting" | "breakYears" | "streakYears" | "continuousCredit" | "zeroClaimCredit" | "zeroClaimProvisional" | "breakPenalty" | "ceiling" | "employeeYearsEquivalent";
            /** @description The explained part of the standing. */
            readonly value: unknown;
            readonly hypothetical: boolean;
            readonly sentences: {
                readonly zh: readonly string[];
                readonly en: readonly string[];
            };
            readonly steps: readonly components["schemas"]["Step"][];
            readonly notApplied: readonly {
                readonly rule: string;
                readonly needed: string;
                readonly seen: string | null;
            }[];
            readonly wouldChange: readonly {
                readonly action: Record<string, never>;
                readonly result: unknown;
            }[];
            readonly readings: readonly {
                readonly id: string;
                readonly choice: string | number | {
                    readonly [key: string]: number;
                };
                /** @enum {unknown} */
                readonly confidence: "high" | "medium" | "low";
                readonly alternatives: readonly {
                    readonly choice: string | number | {
                        readonly [key: string]: number;
                    };
                    readonly result: unknown;
                }[];
            }[];
            readonly coordinates: components["schemas"]["Coordinates"];
            readonly decisionId: string;
            readonly recorded: {
                readonly explanationDigest: string;
                readonly engine: string;
                readonly isSame: boolean;
            };
        };
        /** @description Inputs name earlier steps; the last step is the result. Facts under `context` do not change it. */
        readonly Step: {
            readonly id: string;
            readonly rule: string;
            readonly value: unknown;
            readonly unit: string;
            readonly formula?: string | null;
            readonly inputs: readonly string[];
            readonly readingIds: readonly string[];
            readonly eventIds: readonly string[];
            readonly clause: {
                readonly document: string;
                readonly at: string;
                readonly paraphrase: {
                    readonly zh: string;
                    readonly en: string;
                };
            };
            readonly packDigest: string;
        };
        readonly RepairQuote: {
            readonly member: string;
            readonly hypothetical: boolean;
            readonly enrolmentYear: number | null;
            readonly breakYears: readonly number[];
            readonly rows: readonly {
                readonly years: number;
                readonly costFen: number | null;
                readonly totalMonths: number | null;
                /** Format: date */
                readonly benefitsFrom: string;
                readonly helps: boolean;
                readonly totalDays?: number;
            }[];
            readonly coordinates: components["schemas"]["Coordinates"];
        };
        readonly Derivation: {
            readonly region: string;
            /** @enum {unknown} */
            readonly covered: "resident" | "employee" | "other" | "none";
            readonly benefitEligible: boolean;
            readonly hypothetical: boolean;
            readonly waiting: components["schemas"]["Waiting"] | null;
            readonly breakYears: readonly number[];
            readonly streakYears: number;
            readonly zeroClaimProvisional: boolean;
            readonly employeeYearsEquivalent: {
                readonly years: number;
                readonly remainderYears: number;
            } | null;
            readonly ceiling: components["schemas"]["Ceiling"];
            readonly readingIds: readonly string[];
            readonly warnings: readonly ("expired-rule" | "ceiling-not-set" | "credit-used-differs" | "not-examined" | "price-differs" | "moved" | "dated-in-future")[];
            readonly undetermined: readonly ({
                readonly source: string;
                /** @enum {unknown} */
                readonly kind: "premiums" | "repairs" | "claims" | "transfers" | "statuses" | "deaths";
                /** Format: date */
                readonly completeThrough: string;
                /** Format: date */
                readonly neededThrough: string;
            } | {
                /** @constant */
                readonly code: "out-of-scope";
            })[];
            readonly completeness: readonly components["schemas"]["SourceCompleteness"][];
            readonly validFor: {
                readonly from: string | null;
                readonly until: string | null;
            };
            readonly coordinates: Record<string, never>;
            readonly refused: readonly {
                readonly index: number;
                /** @enum {unknown} */
                readonly code: "malformed-request" | "invalid-date" | "invalid-amount" | "personal-identifier" | "unknown-region" | "unknown-pack" | "unknown-status" | "member-not-found" | "member-already-registered" | "after-death" | "already-dead" | "year-outside-pack" | "duplicate-lapse" | "window-not-open" | "coverage-year-over" | "duplicate-payment" | "nothing-to-cover" | "nothing-to-refund" | "nothing-to-rescind" | "not-enrolled" | "not-a-break-year" | "already-repaired" | "repair-not-with-payment" | "repair-cannot-help" | "not-in-scheme" | "not-in-region" | "duplicate-claim" | "unknown-claim" | "claim-already-reversed" | "unknown-event" | "already-annulled" | "replacement-type-differs";
            }[];
        };
        readonly MemberSummary: {
            readonly member: string;
            readonly region: string;
            /** Format: date */
            readonly liableFrom: string;
        };
        readonly MemberList: {
            readonly items: readonly components["schemas"]["MemberSummary"][];
            readonly next: string | null;
            readonly coordinates: components["schemas"]["Coordinates"];
        };
        readonly Member: {
            readonly member: string;
            readonly region: string;
            /** Format: date */
            readonly liableFrom: string;
            readonly version: number;
            readonly regions: readonly {
                readonly region: string;
                readonly from: string | null;
                readonly until: string | null;
            }[];
            readonly diedOn: string | null;
            readonly coordinates: components["schemas"]["Coordinates"];
        };
        readonly MemberEvent: {
            readonly id: string;
            /** @enum {unknown} */
            readonly type: "MemberRegistered" | "SpecialStatusGranted" | "SpecialStatusEnded" | "PremiumPaid" | "PremiumRefunded" | "CoverageLapsed" | "LapseRescinded" | "RepairPaid" | "RepairRefunded" | "ClaimSettled" | "ClaimReversed" | "SchemeTransferred" | "RegionTransferred" | "MemberDeceased" | "OpeningBalanceDeclared" | "FactCorrected";
            /** Format: date */
            readonly effectiveOn: string;
            /**
             * Format: date-time
             * @example 2028-03-15T10:02:11.000+08:00
             */
            readonly recordedAt: string;
            readonly position: number;
            readonly version: number;
            readonly member: string;
            readonly schemaVersion: number;
            readonly data: Record<string, never>;
            readonly source: {
                readonly system: string;
                readonly document: string;
            } | null;
            readonly actor: string;
            readonly correlationId: string;
            readonly lateByDays: number;
            readonly undoneBy: string | null;
        } & {
            readonly [key: string]: unknown;
        };
        readonly MemberEvents: {
            readonly member: string;
            readonly version: number;
            readonly items: readonly components["schemas"]["MemberEvent"][];
            readonly next: string | null;
            readonly coordinates: components["schemas"]["Coordinates"];
        };
        readonly EventList: {
            readonly items: readonly components["schemas"]["MemberEvent"][];
            readonly next: string | null;
            readonly coordinates: components["schemas"]["Coordinates"];
        };
        readonly Consequence: {
            readonly serviceDates: {
                /** Format: date */
                readonly from: string;
                readonly until: string | null;
            };
            readonly field: string;
            readonly before: unknown;
            readonly after: unknown;
        };
        readonly RecordedFact: {
            readonly appended: boolean;
            readonly event: {
                readonly id: string;
                /** @enum {unknown} */
                readonly type: "MemberRegistered" | "SpecialStatusGranted" | "SpecialStatusEnded" | "PremiumPaid" | "PremiumRefunded" | "CoverageLapsed" | "LapseRescinded" | "RepairPaid" | "RepairRefunded" | "ClaimSettled" | "ClaimReversed" | "SchemeTransferred" | "RegionTransferred" | "MemberDeceased" | "OpeningBalanceDeclared" | "FactCorrected";
                /** Format: date */
                readonly effectiveOn: string;
                readonly recordedAt: string | null;
                readonly position: number | null;
                readonly version: number;
            };
            readonly consequences: readonly components["schemas"]["Consequence"][];
            readonly supersededDecisions: readonly string[];
            readonly warnings: readonly ("expired-rule" | "ceiling-not-set" | "credit-used-differs" | "not-examined" | "price-differs" | "moved" | "dated-in-future")[];
        };
        readonly PackSummary: {
            readonly id: string;
            readonly version: string;
            readonly regionCode: string;
            readonly title: {
                readonly zh: string;
                readonly en: string;
            };
            readonly extends: string | null;
            readonly document: string;
            /** Format: date */
            readonly publishedOn: string;
            /** Format: date */
            readonly effectiveFrom: string;
            readonly inForceUntil: string | null;
            readonly digest: string;
            /**
             * Format: date-time
             * @example 2028-03-15T10:02:11.000+08:00
             */
            readonly adoptedAt: string;
            readonly position: number;
        };
        readonly PackList: {
            readonly items: readonly components["schemas"]["PackSummary"][];
            readonly coordinates: components["schemas"]["Coordinates"];
        };
        readonly Pack: {
            readonly id: string;
            readonly version: string;
            readonly regionCode: string;
            readonly title: {
                readonly zh: string;
                readonly en: string;
            };
            readonly extends: string | null;
            readonly document: string;
            /** Format: date */
            readonly publishedOn: string;
            /** Format: date */
            readonly effectiveFrom: string;
            readonly inForceUntil: string | null;
            readonly digest: string;
            /**
             * Format: date-time
             * @example 2028-03-15T10:02:11.000+08:00
             */
            readonly adoptedAt: string;
            readonly position: number;
            readonly parameters: Record<string, never>;
            readonly readings: Record<string, never>;
            readonly coordinates: components["schemas"]["Coordinates"];
        };
        readonly Reading: {
            readonly id: string;
            readonly question: {
                readonly zh: string;
                readonly en: string;
            };
            readonly choices: readonly string[];
            readonly alternatives: readonly {
                readonly choice: string | number | {
                    readonly [key: string]: number;
                };
                readonly effect: {
                    readonly zh: string;
                    readonly en: string;
                };
            }[];
            readonly number: {
                /** @enum {unknown} */
                readonly unit: "year" | "years" | "months" | "days";
                readonly key: string | null;
                readonly min: number;
                readonly max: number;
            } | null;
            readonly packs: readonly {
                readonly pack: string;
                readonly choice: string | number | {
                    readonly [key: string]: number;
                };
                readonly clause: {
                    readonly document: string;
                    readonly at: string;
                    readonly paraphrase: {
                        readonly zh: string;
                        readonly en: string;
                    };
                };
                readonly evidence: string;
                /** @enum {unknown} */
                readonly confidence: "high" | "medium" | "low";
                readonly signer: string | null;
            }[];
        };
        readonly ReadingList: {
            readonly items: readonly components["schemas"]["Reading"][];
            readonly coordinates: components["schemas"]["Coordinates"];
        };
        readonly RegionSummary: {
            readonly code: string;
            readonly pack: string;
            readonly baseCeilingFen: {
                readonly [key: string]: number | null;
            };
            readonly premiumFen: {
                readonly [key: string]: number | readonly {
                    readonly from: string | null;
                    /** @description Fen; 1 yuan = 100 fen. */
                    readonly amountFen: number;
                }[];
            };
            readonly sample: boolean;
            /**
             * Format: date-time
             * @example 2028-03-15T10:02:11.000+08:00
             */
            readonly configuredAt: string;
            readonly position: number;
        };
        readonly RegionList: {
            readonly items: readonly components["schemas"]["RegionSummary"][];
            readonly coordinates: components["schemas"]["Coordinates"];
        };
        readonly Region: {
            readonly coordinates?: components["schemas"]["Coordinates"];
        } & components["schemas"]["RegionSummary"];
        readonly PolicyLog: {
            readonly regions: readonly components["schemas"]["RegionSummary"][];
            readonly readings: readonly {
                readonly pack: string;
                readonly reading: string;
                readonly question: {
                    readonly zh: string;
                    readonly en: string;
                };
                readonly choice: string | number | {
                    readonly [key: string]: number;
                };
                readonly alternatives: readonly (string | number | {
                    readonly [key: string]: number;
                })[];
                readonly clause: {
                    readonly document: string;
                    readonly at: string;
                    readonly paraphrase: {
                        readonly zh: string;
                        readonly en: string;
                    };
                };
                readonly evidence: string;
                /** @enum {unknown} */
                readonly confidence: "high" | "medium" | "low";
                readonly versions: readonly {
                    readonly version: string;
                    readonly digest: string;
                }[];
                readonly signer: string;
                /**
                 * Format: date-time
                 * @example 2028-03-15T10:02:11.000+08:00
                 */
                readonly chosenAt: string;
                readonly position: number;
            }[];
            readonly watermarks: readonly components["schemas"]["WatermarkItem"][];
            readonly events: readonly components["schemas"]["FlipEvent"][];
            readonly coordinates: components["schemas"]["Coordinates"];
        };
        readonly Session: {
            /** @enum {unknown} */
            readonly mode: "sample" | "key";
            /** @description Null: nobody is signed in. */
            readonly role: ("sample" | "caseworker" | "reviewer" | "auditor" | "claims-system" | "operator" | "policy-officer" | "admin") | null;
            readonly actor: string | null;
            readonly actions: readonly ("read-members" | "check-eligibility" | "decide" | "read-decisions" | "quote" | "append-facts" | "append-claims" | "approve" | "read-policy" | "change-policy" | "read-policy-changes" | "approve-policy" | "derive" | "read-log" | "read-access-log" | "verify" | "run-jobs" | "read-jobs" | "run-impact" | "read-impact" | "read-feed" | "manage-access")[];
            readonly regions: "all" | readonly string[];
            readonly needsPurpose: boolean;
            /**
             * Format: date
             * @description Today at +08:00, by the clock of the ledger.
             */
            readonly today: string;
            readonly engine: string;
        };
        readonly YearCloseNumbers: {
            readonly examined: number;
            readonly inRegion: number;
            readonly due: number;
            readonly appended: number;
            readonly recorded: number;
            readonly corrected: number;
            readonly refused: number;
            readonly unreadable: number;
            readonly continuousCreditMembers: number;
            /** @description Fen; 1 yuan = 100 fen. */
            readonly continuousCreditFen: number;
            readonly zeroClaimCreditMembers: number;
            /** @description Fen; 1 yuan = 100 fen. */
            readonly zeroClaimCreditFen: number;
            readonly breakPenaltyMembers: number;
            /** @description Fen; 1 yuan = 100 fen. */
            readonly breakPenaltyFen: number;
            readonly creditResets: number;
        };
        readonly YearClose: {
            readonly id: string;
            readonly region: string;
            readonly coverageYear: number;
            /** @enum {unknown} */
            readonly state: "previewing" | "previewed" | "committing" | "committed" | "aborted";
            readonly done: number;
            readonly total: number;
            readonly ratePerSecond: number | null;
            readonly etaSeconds: number | null;
            readonly checklist: readonly {
                /** @enum {unknown} */
                readonly item: "region-configured" | "pack-in-force" | "window-over" | "source-complete" | "preview-complete";
                readonly kind: ("premiums" | "repairs" | "claims" | "transfers" | "statuses" | "deaths") | null;
                readonly source: string | null;
                /** @enum {unknown} */
                readonly status: "met" | "open" | "undeclared";
                readonly seen: string | null;
                readonly needed: string | null;
            }[];
            /** Format: date */
            readonly windowEndsOn: string;
            /** Format: date */
            readonly lapsedOn: string;
            readonly startedBy: string;
            /**
             * Format: date-time
             * @example 2028-03-15T10:02:11.000+08:00
             */
            readonly startedAt: string;
            readonly approvedBy: string | null;
            readonly approvedAt: string | null;
            readonly previewPosition: number;
            readonly preview: components["schemas"]["YearCloseNumbers"];
            readonly report: components["schemas"]["YearCloseNumbers"] | null;
        };
        readonly YearCloseList: {
            readonly items: readonly components["schemas"]["YearClose"][];
        };
        readonly YearCloseMember: {
            readonly member: string;
            /** Format: date */
            readonly liableFrom: string;
            /** Format: date */
            readonly lapsedOn: string;
            readonly inPreview: boolean;
            /** @enum {unknown} */
            readonly outcome: "due" | "appended" | "recorded" | "corrected" | "no-longer-due";
            readonly eventId: string | null;
            readonly recordedAt: string | null;
        };
        readonly YearCloseMembers: {
            readonly id: string;
            readonly items: readonly components["schemas"]["YearCloseMember"][];
            readonly next: string | null;
        };
        readonly Cause: {
            /** @enum {unknown} */
            readonly kind: "event" | "pack" | "reading" | "region-data" | "watermark";
            readonly eventId: string;
            readonly position: number;
            readonly effectiveOn: string | null;
            readonly lateByDays: number | null;
        };
        readonly ChangedAnswer: {
            readonly affectedServiceDates: {
                /** Format: date */
                readonly from: string;
                readonly until: string | null;
            };
            /** @constant */
            readonly field: "pooledFund";
            readonly before: {
                /** @description Null: a source has not come far enough. */
                readonly payable: boolean | null;
                readonly reasons: readonly ("covered-by-employee-scheme" | "covered-by-other-system" | "cover-starts-later" | "deceased" | "in-waiting-period" | "not-covered")[];
            } | null;
            readonly after: {
                /** @description Null: a source has not come far enough. */
                readonly payable: boolean | null;
                readonly reasons: readonly ("covered-by-employee-scheme" | "covered-by-other-system" | "cover-starts-later" | "deceased" | "in-waiting-period" | "not-covered")[];
            } | null;
            readonly cause: components["schemas"]["Cause"];
            readonly supersededDecisions: readonly string[];
        } | {
            readonly affectedServiceDates: {
                /** Format: date */
                readonly from: string;
                readonly until: string | null;
            };
            /** @constant */
            readonly field: "waiting";
            readonly before: ({
                readonly totalMonths: number | null;
                /** Format: date */
                readonly benefitsFrom: string;
                readonly totalDays?: number | null;
            } | null) | null;
            readonly after: ({
                readonly totalMonths: number | null;
                /** Format: date */
                readonly benefitsFrom: string;
                readonly totalDays?: number | null;
            } | null) | null;
            readonly cause: components["schemas"]["Cause"];
            readonly supersededDecisions: readonly string[];
        } | {
            readonly affectedServiceDates: {
                /** Format: date */
                readonly from: string;
                readonly until: string | null;
            };
            /** @constant */
            readonly field: "streakYears";
            readonly before: number | null;
            readonly after: number | null;
            readonly cause: components["schemas"]["Cause"];
            readonly supersededDecisions: readonly string[];
        } | {
            readonly affectedServiceDates: {
                /** Format: date */
                readonly from: string;
                readonly until: string | null;
            };
            /** @constant */
            readonly field: "continuousCreditFen";
            readonly before: (number | null) | null;
            readonly after: (number | null) | null;
            readonly cause: components["schemas"]["Cause"];
            readonly supersededDecisions: readonly string[];
        } | {
            readonly affectedServiceDates: {
                /** Format: date */
                readonly from: string;
                readonly until: string | null;
            };
            /** @constant */
            readonly field: "zeroClaimCreditFen";
            readonly before: (number | null) | null;
            readonly after: (number | null) | null;
            readonly cause: components["schemas"]["Cause"];
            readonly supersededDecisions: readonly string[];
        } | {
            readonly affectedServiceDates: {
                /** Format: date */
                readonly from: string;
                readonly until: string | null;
            };
            /** @constant */
            readonly field: "breakPenaltyFen";
            readonly before: (number | null) | null;
            readonly after: (number | null) | null;
            readonly cause: components["schemas"]["Cause"];
            readonly supersededDecisions: readonly string[];
        } | {
            readonly affectedServiceDates: {
                /** Format: date */
                readonly from: string;
                readonly until: string | null;
            };
            /** @constant */
            readonly field: "effectiveCeilingFen";
            readonly before: (number | null) | null;
            readonly after: (number | null) | null;
            readonly cause: components["schemas"]["Cause"];
            readonly supersededDecisions: readonly string[];
        };
        readonly AnswerChangedEntry: {
            /** @constant */
            readonly specversion: "1.0";
            /** @description The same entry always has the same id: remove duplicates by it. */
            readonly id: string;
            /** @constant */
            readonly type: "canbao.answer-changed.v1";
            readonly source: string;
            /** @description The member. */
            readonly subject: string;
            /**
             * Format: date-time
             * @example 2028-03-15T10:02:11.000+08:00
             */
            readonly time: string;
            /** @description Where to go on after this entry. It never expires. */
            readonly cursor: string;
            readonly data: components["schemas"]["ChangedAnswer"];
        };
        readonly FactRecordedEntry: {
            /** @constant */
            readonly specversion: "1.0";
            /** @description The same entry always has the same id: remove duplicates by it. */
            readonly id: string;
            /** @constant */
            readonly type: "canbao.fact-recorded.v1";
            readonly source: string;
            /** @description The member. */
            readonly subject: string;
            /**
             * Format: date-time
             * @example 2028-03-15T10:02:11.000+08:00
             */
            readonly time: string;
            /** @description Where to go on after this entry. It never expires. */
            readonly cursor: string;
            readonly data: components["schemas"]["MemberEvent"];
        };
        readonly StandingReachedEntry: {
            /** @constant */
            readonly specversion: "1.0";
            /** @description The same entry always has the same id: remove duplicates by it. */
            readonly id: string;
            /** @constant */
            readonly type: "canbao.standing-reached.v1";
            readonly source: string;
            /** @description The member. */
            readonly subject: string;
            /**
             * Format: date-time
             * @example 2028-03-15T10:02:11.000+08:00
             */
            readonly time: string;
            /** @description Where to go on after this entry. It never expires. */
            readonly cursor: string;
            readonly data: {
                /** Format: date */
                readonly on: string;
                readonly before: Record<string, never>;
                readonly after: Record<string, never>;
            };
        };
        readonly FeedEntry: components["schemas"]["AnswerChangedEntry"] | components["schemas"]["FactRecordedEntry"] | components["schemas"]["StandingReachedEntry"];
        readonly Consumer: {
            readonly name: string;
            /** @description The first of the keys that replaced each other. */
            readonly holder: string;
            readonly actor: string;
            /** @enum {unknown} */
            readonly topic: "answers" | "facts" | "standings";
            readonly scope: {
                readonly regions: "all" | readonly string[];
                readonly region: string | null;
                readonly scheme: string | null;
            };
            readonly cursor: string;
            readonly position: number | null;
            /** @description Age of the first entry that it has not acknowledged. */
            readonly lagSeconds: number;
            /**
             * Format: date-time
             * @example 2028-03-15T10:02:11.000+08:00
             */
            readonly acknowledgedAt: string;
            readonly lastError: {
                readonly text: string;
                /**
                 * Format: date-time
                 * @example 2028-03-15T10:02:11.000+08:00
                 */
                readonly at: string;
            } | null;
        };
        readonly ConsumerList: {
            readonly items: readonly components["schemas"]["Consumer"][];
        };
        /**
         * @example {
         *       "a": {
         *         "knownAt": "2027-03-05",
         *         "on": "2027-03-02"
         *       },
         *       "b": {
         *         "on": "2027-03-02"
         *       }
         *     }
         */
        readonly DiffBody: {
            readonly a?: {
                /** Format: date */
                readonly on?: string;
                /** @description `pos:N`, an instant, or a day (its end). */
                readonly knownAt?: string;
                /** @example fujian@1 */
                readonly pack?: string;
                /** @example R1=yes,R16=freeze */
                readonly readings?: string;
            };
            readonly b?: {
                /** Format: date */
                readonly on?: string;
                /** @description `pos:N`, an instant, or a day (its end). */
                readonly knownAt?: string;
                /** @example fujian@1 */
                readonly pack?: string;
                /** @example R1=yes,R16=freeze */
                readonly readings?: string;
            };
        };
        /**
         * @example {
         *       "field": "pooledFund",
         *       "b": {
         *         "on": "2027-03-02"
         *       }
         *     }
         */
        readonly BisectionBody: {
            /** @enum {unknown} */
            readonly field: "pooledFund" | "covered" | "benefitEligible" | "waiting" | "breakYears" | "streakYears" | "continuousCredit" | "zeroClaimCredit" | "zeroClaimProvisional" | "breakPenalty" | "ceiling" | "employeeYearsEquivalent" | "region" | "warnings" | "readingIds";
            /** @description Default: as `b`, when the first fact of the member had been recorded. */
            readonly a?: {
                /** Format: date */
                readonly on?: string;
                /** @description `pos:N`, an instant, or a day (its end). */
                readonly knownAt?: string;
                /** @example fujian@1 */
                readonly pack?: string;
                /** @example R1=yes,R16=freeze */
                readonly readings?: string;
            };
            readonly b?: {
                /** Format: date */
                readonly on?: string;
                /** @description `pos:N`, an instant, or a day (its end). */
                readonly knownAt?: string;
                /** @example fujian@1 */
                readonly pack?: string;
                /** @example R1=yes,R16=freeze */
                readonly readings?: string;
            };
        };
        readonly FlipEvent: {
            /** @enum {unknown} */
            readonly kind: "event" | "pack" | "reading" | "region-data" | "watermark";
            readonly eventId: string;
            readonly type: string;
            readonly position: number;
            /** Format: date-time */
            readonly recordedAt: string;
            readonly effectiveOn: string | null;
            readonly lateByDays: number | null;
            readonly actor: string;
            readonly source: {
                readonly system: string;
                readonly document: string;
            } | null;
        };
        /** @description What made the difference; `event` is null where it is not for the caller to see. */
        readonly Flip: {
            /** @description The value of the field; null also where no registration is known. */
            readonly oldValue: unknown;
            /** @description The value of the field; null also where no registration is known. */
            readonly newValue: unknown;
            /** @constant */
            readonly axis: "knownAt";
            /** @enum {unknown} */
            readonly step: "learned" | "forgotten";
            readonly event: components["schemas"]["FlipEvent"] | null;
        } | {
            /** @description The value of the field; null also where no registration is known. */
            readonly oldValue: unknown;
            /** @description The value of the field; null also where no registration is known. */
            readonly newValue: unknown;
            /** @constant */
            readonly axis: "on";
            /** Format: date */
            readonly day: string;
            /** @enum {unknown} */
            readonly step: "forward" | "back";
        } | {
            /** @description The value of the field; null also where no registration is known. */
            readonly oldValue: unknown;
            /** @description The value of the field; null also where no registration is known. */
            readonly newValue: unknown;
            /** @constant */
            readonly axis: "pack";
            readonly from: string | null;
            readonly to: string | null;
        } | {
            /** @description The value of the field; null also where no registration is known. */
            readonly oldValue: unknown;
            /** @description The value of the field; null also where no registration is known. */
            readonly newValue: unknown;
            /** @constant */
            readonly axis: "readings";
            /** @enum {unknown} */
            readonly reading: "R1" | "R2" | "R3" | "R4" | "R5" | "R6" | "R7" | "R8" | "R10" | "R11" | "R12" | "R14" | "R15" | "R16" | "R17" | "R18" | "R20" | "R21" | "R23" | "R24" | "R25" | "R28" | "R29" | "R30" | "R31" | "R32" | "R33" | "R34" | "R35" | "R36";
            readonly from: unknown;
            readonly to: unknown;
        };
        readonly Diff: {
            readonly member: string;
            readonly a: {
                readonly pack: string | null;
                readonly readings: Record<string, never>;
                readonly hypothetical: boolean;
                readonly coordinates: components["schemas"]["Coordinates"];
            };
            readonly b: {
                readonly pack: string | null;
                readonly readings: Record<string, never>;
                readonly hypothetical: boolean;
                readonly coordinates: components["schemas"]["Coordinates"];
            };
            readonly changes: readonly {
                /** @enum {unknown} */
                readonly field: "pooledFund" | "covered" | "benefitEligible" | "waiting" | "breakYears" | "streakYears" | "continuousCredit" | "zeroClaimCredit" | "zeroClaimProvisional" | "breakPenalty" | "ceiling" | "employeeYearsEquivalent" | "region" | "warnings" | "readingIds";
                /** @description The value of the field; null also where no registration is known. */
                readonly before: unknown;
                /** @description The value of the field; null also where no registration is known. */
                readonly after: unknown;
                readonly cause: {
                    /** @enum {unknown} */
                    readonly axis: "knownAt" | "on" | "pack" | "readings";
                    readonly flip: components["schemas"]["Flip"];
                } | {
                    /** @constant */
                    readonly axis: "interaction";
                    /** @enum {unknown} */
                    readonly kind: "either" | "together";
                    readonly axes: readonly ("knownAt" | "on" | "pack" | "readings")[];
                    readonly path: readonly {
                        /** @enum {unknown} */
                        readonly axis: "knownAt" | "on" | "pack" | "readings";
                        /** @description The value of the field; null also where no registration is known. */
                        readonly value: unknown;
                    }[];
                    readonly flips: readonly components["schemas"]["Flip"][];
                };
            }[];
            readonly unchanged: readonly ("pooledFund" | "covered" | "benefitEligible" | "waiting" | "breakYears" | "streakYears" | "continuousCredit" | "zeroClaimCredit" | "zeroClaimProvisional" | "breakPenalty" | "ceiling" | "employeeYearsEquivalent" | "region" | "warnings" | "readingIds")[];
            readonly facts: readonly (components["schemas"]["MemberEvent"] & {
                /** @enum {unknown} */
                readonly knownOn: "a" | "b";
            })[];
            readonly factsOmitted: number;
            readonly hypothetical: boolean;
            readonly coordinates: components["schemas"]["Coordinates"];
        };
        readonly Bisection: {
            readonly member: string;
            /** @enum {unknown} */
            readonly field: "pooledFund" | "covered" | "benefitEligible" | "waiting" | "breakYears" | "streakYears" | "continuousCredit" | "zeroClaimCredit" | "zeroClaimProvisional" | "breakPenalty" | "ceiling" | "employeeYearsEquivalent" | "region" | "warnings" | "readingIds";
            readonly old: {
                readonly pack: string | null;
                readonly readings: Record<string, never>;
                readonly hypothetical: boolean;
                readonly coordinates: components["schemas"]["Coordinates"];
                /** @description The value of the field; null also where no registration is known. */
                readonly value: unknown;
            };
            readonly new: {
                readonly pack: string | null;
                readonly readings: Record<string, never>;
                readonly hypothetical: boolean;
                readonly coordinates: components["schemas"]["Coordinates"];
                /** @description The value of the field; null also where no registration is known. */
                readonly value: unknown;
            };
            readonly flip: components["schemas"]["Flip"] | null;
            readonly hypothetical: boolean;
            readonly coordinates: components["schemas"]["Coordinates"];
        };
        /**
         * @example {
         *       "facts": [
         *         {
         *           "type": "PremiumPaid",
         *           "coverageYear": 2027,
         *           "paidOn": "2026-10-20",
         *           "amountFen": 40000
         *         }
         *       ],
         *       "on": "2028-03-15"
         *     }
         */
        readonly WhatIfBody: {
            readonly facts: readonly {
                /** @enum {unknown} */
                readonly type: "MemberRegistered" | "SpecialStatusGranted" | "SpecialStatusEnded" | "PremiumPaid" | "PremiumRefunded" | "CoverageLapsed" | "LapseRescinded" | "RepairPaid" | "RepairRefunded" | "ClaimSettled" | "ClaimReversed" | "SchemeTransferred" | "RegionTransferred" | "MemberDeceased" | "OpeningBalanceDeclared" | "FactCorrected";
            }[];
            /** Format: date */
            readonly on?: string;
            /** @description `pos:N`, an instant, or a day (its end). */
            readonly knownAt?: string;
            /** @example fujian@1 */
            readonly pack?: string;
            /** @example R1=yes,R16=freeze */
            readonly readings?: string;
        };
        readonly WhatIf: {
            readonly member: string;
            /** @constant */
            readonly hypothetical: true;
            readonly supposed: readonly {
                /** @constant */
                readonly hypothetical: true;
                /** @example ~1 */
                readonly id: string;
                readonly body: Record<string, never>;
            }[];
            readonly changes: readonly {
                /** @enum {unknown} */
                readonly field: "pooledFund" | "covered" | "benefitEligible" | "waiting" | "breakYears" | "streakYears" | "continuousCredit" | "zeroClaimCredit" | "zeroClaimProvisional" | "breakPenalty" | "ceiling" | "employeeYearsEquivalent" | "region" | "warnings" | "readingIds";
                /** @description The value of the field; null also where no registration is known. */
                readonly before: unknown;
                /** @description The value of the field; null also where no registration is known. */
                readonly after: unknown;
            }[];
            readonly consequences: readonly components["schemas"]["Consequence"][];
            readonly standing: components["schemas"]["Standing"];
            readonly coordinates: components["schemas"]["Coordinates"];
        };
        readonly Blamed: {
            /** @description The value of the field; null also where no registration is known. */
            readonly value: unknown;
            readonly event: {
                /** @enum {unknown} */
                readonly kind: "event" | "pack" | "reading" | "region-data" | "watermark";
                readonly eventId: string;
                readonly type: string;
                readonly position: number;
                /** Format: date-time */
                readonly recordedAt: string;
                readonly effectiveOn: string | null;
                readonly lateByDays: number | null;
                readonly actor: string;
                readonly source: {
                    readonly system: string;
                    readonly document: string;
                } | null;
            } | null;
            readonly why: {
                readonly rule: string;
                readonly clause: {
                    readonly document: string;
                    readonly at: string;
                    readonly paraphrase: {
                        readonly zh: string;
                        readonly en: string;
                    };
                };
                readonly packDigest: string;
                readonly readings: readonly {
                    /** @enum {unknown} */
                    readonly id: "R1" | "R2" | "R3" | "R4" | "R5" | "R6" | "R7" | "R8" | "R10" | "R11" | "R12" | "R14" | "R15" | "R16" | "R17" | "R18" | "R20" | "R21" | "R23" | "R24" | "R25" | "R28" | "R29" | "R30" | "R31" | "R32" | "R33" | "R34" | "R35" | "R36";
                    readonly choice: unknown;
                }[];
                readonly eventIds: readonly string[];
                readonly sentences: {
                    readonly zh: readonly string[];
                    readonly en: readonly string[];
                };
            } | null;
        };
        readonly Blame: {
            readonly member: string;
            /** @enum {unknown} */
            readonly field: "pooledFund" | "covered" | "benefitEligible" | "waiting" | "breakYears" | "streakYears" | "continuousCredit" | "zeroClaimCredit" | "zeroClaimProvisional" | "breakPenalty" | "ceiling" | "employeeYearsEquivalent";
            readonly set: components["schemas"]["Blamed"];
            readonly before: components["schemas"]["Blamed"] | null;
            readonly validFor: {
                readonly from: string | null;
                readonly until: string | null;
            };
            readonly hypothetical: boolean;
            readonly coordinates: components["schemas"]["Coordinates"];
        };
        readonly Radar: {
            readonly empty: boolean;
            readonly minDelayDays: number;
            readonly region: string | null;
            readonly recordedFrom: string | null;
            readonly type: ("MemberRegistered" | "SpecialStatusGranted" | "SpecialStatusEnded" | "PremiumPaid" | "PremiumRefunded" | "CoverageLapsed" | "LapseRescinded" | "RepairPaid" | "RepairRefunded" | "ClaimSettled" | "ClaimReversed" | "SchemeTransferred" | "RegionTransferred" | "MemberDeceased" | "OpeningBalanceDeclared" | "FactCorrected") | null;
            readonly examined: number;
            readonly backdated: {
                readonly count: number;
                readonly byDelay: readonly {
                    readonly fromDays: number;
                    readonly untilDays: number | null;
                    readonly count: number;
                }[];
                readonly byActor: readonly {
                    readonly actor: string;
                    readonly count: number;
                    readonly longestDays: number;
                }[];
                readonly bySource: readonly {
                    readonly source: string | null;
                    readonly count: number;
                    readonly longestDays: number;
                }[];
                readonly byType: readonly {
                    /** @enum {unknown} */
                    readonly type: "MemberRegistered" | "SpecialStatusGranted" | "SpecialStatusEnded" | "PremiumPaid" | "PremiumRefunded" | "CoverageLapsed" | "LapseRescinded" | "RepairPaid" | "RepairRefunded" | "ClaimSettled" | "ClaimReversed" | "SchemeTransferred" | "RegionTransferred" | "MemberDeceased" | "OpeningBalanceDeclared" | "FactCorrected";
                    readonly count: number;
                    readonly longestDays: number;
                }[];
                readonly facts: readonly {
                    readonly member: string;
                    readonly id: string;
                    /** @enum {unknown} */
                    readonly type: "MemberRegistered" | "SpecialStatusGranted" | "SpecialStatusEnded" | "PremiumPaid" | "PremiumRefunded" | "CoverageLapsed" | "LapseRescinded" | "RepairPaid" | "RepairRefunded" | "ClaimSettled" | "ClaimReversed" | "SchemeTransferred" | "RegionTransferred" | "MemberDeceased" | "OpeningBalanceDeclared" | "FactCorrected";
                    /** Format: date */
                    readonly effectiveOn: string;
                    /** Format: date-time */
                    readonly recordedAt: string;
                    readonly position: number;
                    readonly version: number;
                    readonly lateByDays: number;
                    readonly actor: string;
                    readonly source: {
                        readonly system: string;
                        readonly document: string;
                    } | null;
                }[];
            };
            readonly corrections: {
                readonly count: number;
                readonly byActor: readonly {
                    readonly actor: string;
                    /** @enum {unknown} */
                    readonly type: "MemberRegistered" | "SpecialStatusGranted" | "SpecialStatusEnded" | "PremiumPaid" | "PremiumRefunded" | "CoverageLapsed" | "LapseRescinded" | "RepairPaid" | "RepairRefunded" | "ClaimSettled" | "ClaimReversed" | "SchemeTransferred" | "RegionTransferred" | "MemberDeceased" | "OpeningBalanceDeclared" | "FactCorrected";
                    /** @enum {unknown} */
                    readonly reason: "typing-error" | "late-arrival" | "payment-reversed" | "decision-overturned" | "rule-misapplied" | "not-liable" | "recorded-in-error";
                    readonly count: number;
                }[];
            };
            readonly next: string | null;
            readonly coordinates: components["schemas"]["Coordinates"];
        };
        /**
         * @example {
         *       "population": {
         *         "region": "359901"
         *       },
         *       "b": {
         *         "readings": "R1=yes"
         *       }
         *     }
         */
        readonly ImpactRunBody: {
            /**
             * @example {
             *       "region": "359901"
             *     }
             */
            readonly population: {
                /** @constant */
                readonly decisions: true;
            } | {
                readonly region: string;
            } | {
                readonly members: readonly string[];
            } | {
                /** @constant */
                readonly everyone: true;
            };
            readonly a?: {
                /** @description `pos:N`, an instant, or a day (its end). */
                readonly knownAt?: string;
                readonly pack?: string | {
                    readonly draft: string;
                };
                /** @example R1=yes,R16=freeze */
                readonly readings?: string;
                /**
                 * @description A submitted policy change, as if it were in force.
                 * @example change-2
                 */
                readonly change?: string;
            };
            readonly b?: {
                /** @description `pos:N`, an instant, or a day (its end). */
                readonly knownAt?: string;
                readonly pack?: string | {
                    readonly draft: string;
                };
                /** @example R1=yes,R16=freeze */
                readonly readings?: string;
                /**
                 * @description A submitted policy change, as if it were in force.
                 * @example change-2
                 */
                readonly change?: string;
            };
        };
        readonly ImpactNumbers: {
            readonly examined: number;
            readonly changed: number;
            readonly unchanged: number;
            readonly buckets: {
                readonly "payable-gained": number;
                readonly "payable-lost": number;
                readonly "wait-up": number;
                readonly "wait-down": number;
                readonly "ceiling-up": number;
                readonly "ceiling-down": number;
                readonly indeterminate: number;
                readonly "reason-only": number;
            };
            readonly unreadable: number;
            readonly unknown: number;
            readonly payableGainedDays: number;
            readonly payableLostDays: number;
            /** @description Fen; 1 yuan = 100 fen. */
            readonly ceilingUpFen: number;
            /** @description Fen; 1 yuan = 100 fen. */
            readonly ceilingDownFen: number;
            readonly ceilingsGained: number;
            readonly ceilingsLost: number;
            readonly claimsOnLostDays: number;
            /** @description Fen; 1 yuan = 100 fen. */
            readonly paidOnLostDaysFen: number;
            readonly decisions: number;
        };
        readonly ImpactRun: {
            readonly id: string;
            /** @enum {unknown} */
            readonly state: "running" | "done" | "aborted";
            readonly done: number;
            readonly total: number;
            readonly ratePerSecond: number | null;
            readonly etaSeconds: number | null;
            /**
             * @example {
             *       "region": "359901"
             *     }
             */
            readonly population: {
                /** @constant */
                readonly decisions: true;
            } | {
                readonly region: string;
            } | {
                readonly members: readonly string[];
            } | {
                /** @constant */
                readonly everyone: true;
            };
            readonly a: {
                readonly knownAt: string | null;
                readonly position: number;
                readonly pack: {
                    readonly id: string;
                    readonly version: string;
                    readonly digest: string;
                    /** @enum {unknown} */
                    readonly as: "pinned" | "adopted";
                } | null;
                readonly readings: Record<string, never>;
                readonly change: string | null;
            };
            readonly b: {
                readonly knownAt: string | null;
                readonly position: number;
                readonly pack: {
                    readonly id: string;
                    readonly version: string;
                    readonly digest: string;
                    /** @enum {unknown} */
                    readonly as: "pinned" | "adopted";
                } | null;
                readonly readings: Record<string, never>;
                readonly change: string | null;
            };
            /** Format: date */
            readonly on: string;
            readonly serviceDates: {
                readonly from: null;
                /** Format: date */
                readonly until: string;
            };
            readonly numbers: components["schemas"]["ImpactNumbers"];
            readonly years: readonly {
                readonly coverageYear: number;
                readonly upMembers: number;
                /** @description Fen; 1 yuan = 100 fen. */
                readonly upFen: number;
                readonly downMembers: number;
                /** @description Fen; 1 yuan = 100 fen. */
                readonly downFen: number;
            }[];
            readonly consumers: readonly {
                readonly actor: string;
                readonly members: number;
                readonly decisions: number;
            }[];
            readonly digest: string | null;
            readonly engine: string;
            readonly startedBy: string;
            /** Format: date-time */
            readonly startedAt: string;
            readonly finishedAt: string | null;
        };
        readonly ImpactRunList: {
            readonly items: readonly components["schemas"]["ImpactRun"][];
        };
        readonly ImpactMember: {
            readonly member: string;
            readonly region: string;
            readonly buckets: readonly ("payable-gained" | "payable-lost" | "wait-up" | "wait-down" | "ceiling-up" | "ceiling-down" | "indeterminate" | "reason-only")[];
            readonly affected: {
                /** Format: date */
                readonly from: string;
                /** Format: date */
                readonly until: string;
            };
            readonly payableGainedDays: number;
            readonly payableLostDays: number;
            readonly waiting: {
                readonly coverageYear: number;
                readonly before: {
                    readonly totalMonths: number | null;
                    readonly totalDays?: number | null;
                    /** Format: date */
                    readonly benefitsFrom: string;
                } | null;
                readonly after: {
                    readonly totalMonths: number | null;
                    readonly totalDays?: number | null;
                    /** Format: date */
                    readonly benefitsFrom: string;
                } | null;
            } | null;
            readonly ceiling: {
                readonly coverageYear: number;
                /** @description Fen; 1 yuan = 100 fen. */
                readonly beforeFen: number;
                /** @description Fen; 1 yuan = 100 fen. */
                readonly afterFen: number;
            } | null;
            /** @description Fen; 1 yuan = 100 fen. */
            readonly ceilingFen: number;
            /** @description Fen; 1 yuan = 100 fen. */
            readonly paidOnLostDaysFen: number;
            readonly decisions: number;
        };
        readonly ImpactMembers: {
            readonly id: string;
            readonly items: readonly components["schemas"]["ImpactMember"][];
            readonly next: string | null;
        };
        readonly TypicalMembers: {
            readonly id: string;
            readonly items: readonly {
                readonly alike: number;
                readonly example: components["schemas"]["ImpactMember"];
            }[];
        };
        readonly CheckpointItem: {
            readonly size: number;
            readonly root: string;
            readonly heads: string;
            readonly position: number;
            /** Format: date-time */
            readonly recordedAt: string;
            readonly key: string;
            readonly letterCode: string;
            readonly witnesses: readonly string[];
        };
        readonly CheckpointList: {
            readonly items: readonly components["schemas"]["CheckpointItem"][];
            readonly next: number | null;
        };
        readonly Cosigned: {
            readonly note: string;
        };
        readonly InclusionProof: {
            readonly position: number;
            readonly index: number;
            readonly size: number;
            readonly leaf: string;
            readonly path: readonly string[];
        };
        readonly DecisionSeal: {
            readonly position: number;
            readonly leaf: string;
            readonly letterCode: string;
            readonly checkpoint: {
                readonly size: number;
                readonly root: string;
                readonly position: number;
                /** Format: date-time */
                readonly recordedAt: string;
            };
        };
        readonly EvidenceBundle: {
            /** @constant */
            readonly format: "canbao.bundle/1";
            readonly manifest: Record<string, never>;
            readonly parts: Record<string, never>;
        };
        readonly ConsistencyProof: {
            readonly from: number;
            readonly to: number;
            readonly path: readonly string[];
        };
        readonly AccessLogEntry: {
            /** @description Place in the access log, from 1. */
            readonly number: number;
            /** Format: date-time */
            readonly readAt: string;
            /** @description The key that asked. */
            readonly actor: string;
            /** @description Its holder: the first of the keys that replaced each other. */
            readonly holder: string;
            /** @description As said in `Access-Purpose`; null: a system that said none. */
            readonly purpose: string | null;
            readonly route: string;
            /** @description What else names what was asked for: a decision, a close, a topic of the feed. */
            readonly parameters: {
                readonly [key: string]: string;
            };
            /** @description The day that the answer is about. */
            readonly on: string | null;
            /** @description The last position of the ledger that it counts. */
            readonly position: number | null;
            /** @description Members shown by it that the caller may see. */
            readonly count: number;
            /** @description The first 20 of them; the filter `member` finds every one. */
            readonly members: readonly string[];
            /** @description Id of the request, as the log of the server has it. */
            readonly request: string;
        };
        readonly AccessLog: {
            readonly items: readonly components["schemas"]["AccessLogEntry"][];
            readonly next: number | null;
        };
        readonly PackDraftBody: {
            /** @description The text of a pack.yaml. */
            readonly pack: string;
            /** @description The text of a case file, in YAML. */
            readonly cases: string;
        };
        readonly ReadingChangeBody: {
            /** @description The id of a pack: every version adopted by then reads so. */
            readonly pack: string;
            /** @description As a pack writes it. */
            readonly choice: unknown;
            readonly evidence: string;
            /** @enum {unknown} */
            readonly confidence: "high" | "medium" | "low";
            /** @description The text of a case file, in YAML. */
            readonly cases: string;
        };
        readonly RegionDataBody: {
            readonly pack: string;
            readonly baseCeilingFen?: (number | null) | {
                readonly [key: string]: number | null;
            };
            readonly premiumFen?: (number | readonly {
                readonly from: string | null;
                /** @description Fen; 1 yuan = 100 fen. */
                readonly amountFen: number;
            }[]) | {
                readonly [key: string]: number | readonly {
                    readonly from: string | null;
                    /** @description Fen; 1 yuan = 100 fen. */
                    readonly amountFen: number;
                }[];
            };
            readonly sample?: boolean;
        };
        readonly ApprovalBody: {
            /** @description Over everyone whom the change may touch, with it as `b.change`. */
            readonly impactRun?: string;
        };
        readonly PolicyChange: {
            readonly id: string;
            /** @enum {unknown} */
            readonly kind: "pack" | "reading" | "region-data";
            /** @enum {unknown} */
            readonly state: "submitted" | "adopted" | "withdrawn";
            readonly subject: string;
            readonly content: {
                /** @enum {unknown} */
                readonly kind: "pack" | "reading" | "region-data";
            };
            readonly effectiveFrom: string | null;
            readonly publishedOn: string | null;
            readonly regions: readonly string[];
            readonly cases: {
                readonly passed: number;
                readonly failed: number;
                readonly report: readonly string[];
            } | null;
            readonly checklist: readonly {
                /** @enum {unknown} */
                readonly item: "version-free" | "cases-pass" | "published" | "impact-run";
                /** @enum {unknown} */
                readonly status: "met" | "open" | "not-needed";
                readonly seen: string | null;
                readonly needed: string | null;
            }[];
            readonly submittedBy: string;
            /** Format: date-time */
            readonly submittedAt: string;
            readonly approvedBy: string | null;
            readonly approvedAt: string | null;
            readonly position: number | null;
            readonly impactRun: string | null;
            readonly impactDigest: string | null;
        };
        readonly PolicyChangeList: {
            readonly items: readonly components["schemas"]["PolicyChange"][];
        };
        readonly Liveness: {
            /** @constant */
            readonly status: "live";
        };
        readonly Readiness: {
            readonly status: string;
            readonly reason?: string;
            readonly remedy?: string;
        };
        /**
         * @example {
         *       "member": "P-1001",
         *       "region": "359901",
         *       "liableFrom": "2025-01-01",
         *       "source": {
         *         "system": "tax-359901",
         *         "document": "HJ202501010001"
         *       }
         *     }
         */
        readonly MemberRegisteredBody: {
            readonly member: string;
            /** @example 359901 */
            readonly region: string;
            /**
             * Format: date
             * @example 2028-02-29
             */
            readonly liableFrom: string;
            /**
             * Format: date
             * @example 2028-02-29
             */
            readonly bornOn?: string;
            /** @description Who says so, and on which document; its line where it has several (TX0123/2). The pair is used once. */
            readonly source: {
                readonly system: string;
                readonly document: string;
            };
        };
        readonly MemberRegisteredReplacement: {
            /** @constant */
            readonly type: "MemberRegistered";
            /** @example 359901 */
            readonly region: string;
            /**
             * Format: date
             * @example 2028-02-29
             */
            readonly liableFrom: string;
            /**
             * Format: date
             * @example 2028-02-29
             */
            readonly bornOn?: string;
        };
        /**
         * @example {
         *       "status": "medical-aid",
         *       "from": "2028-01-01",
         *       "source": {
         *         "system": "tax-359901",
         *         "document": "MZ202801010001"
         *       }
         *     }
         */
        readonly SpecialStatusGrantedBody: {
            /** @enum {unknown} */
            readonly status: "newborn" | "medical-aid" | "medical-aid-new" | "low-income" | "returned-recruit" | "lapsed-employee" | "discharged-soldier" | "soldier-dependant" | "released-prisoner" | "transferred-soldier" | "new-student" | "new-household" | "residence-permit" | "freshman";
            /**
             * Format: date
             * @example 2028-02-29
             */
            readonly from: string;
            /**
             * Format: date
             * @example 2028-02-29
             */
            readonly until?: string;
            /** @description Who says so, and on which document; its line where it has several (TX0123/2). The pair is used once. */
            readonly source: {
                readonly system: string;
                readonly document: string;
            };
        };
        readonly SpecialStatusGrantedReplacement: {
            /** @constant */
            readonly type: "SpecialStatusGranted";
            /** @enum {unknown} */
            readonly status: "newborn" | "medical-aid" | "medical-aid-new" | "low-income" | "returned-recruit" | "lapsed-employee" | "discharged-soldier" | "soldier-dependant" | "released-prisoner" | "transferred-soldier" | "new-student" | "new-household" | "residence-permit" | "freshman";
            /**
             * Format: date
             * @example 2028-02-29
             */
            readonly from: string;
            /**
             * Format: date
             * @example 2028-02-29
             */
            readonly until?: string;
        };
        /**
         * @example {
         *       "status": "medical-aid",
         *       "endedOn": "2029-01-01",
         *       "source": {
         *         "system": "tax-359901",
         *         "document": "MZ202901010001"
         *       }
         *     }
         */
        readonly SpecialStatusEndedBody: {
            /** @enum {unknown} */
            readonly status: "newborn" | "medical-aid" | "medical-aid-new" | "low-income" | "returned-recruit" | "lapsed-employee" | "discharged-soldier" | "soldier-dependant" | "released-prisoner" | "transferred-soldier" | "new-student" | "new-household" | "residence-permit" | "freshman";
            /**
             * Format: date
             * @example 2028-02-29
             */
            readonly endedOn: string;
            /** @description The id of an event of this member. */
            readonly corrects?: string;
            /** @description Who says so, and on which document; its line where it has several (TX0123/2). The pair is used once. */
            readonly source: {
                readonly system: string;
                readonly document: string;
            };
        };
        readonly SpecialStatusEndedReplacement: {
            /** @constant */
            readonly type: "SpecialStatusEnded";
            /** @enum {unknown} */
            readonly status: "newborn" | "medical-aid" | "medical-aid-new" | "low-income" | "returned-recruit" | "lapsed-employee" | "discharged-soldier" | "soldier-dependant" | "released-prisoner" | "transferred-soldier" | "new-student" | "new-household" | "residence-permit" | "freshman";
            /**
             * Format: date
             * @example 2028-02-29
             */
            readonly endedOn: string;
            /** @description The id of an event of this member. */
            readonly corrects?: string;
        };
        /**
         * @example {
         *       "coverageYear": 2028,
         *       "paidOn": "2027-11-20",
         *       "amountFen": 40000,
         *       "source": {
         *         "system": "tax-359901",
         *         "document": "TX202711200123"
         *       }
         *     }
         */
        readonly PremiumPaidBody: {
            /** @example 2028 */
            readonly coverageYear: number;
            /**
             * Format: date
             * @example 2028-02-29
             */
            readonly paidOn: string;
            /** @description Fen; 1 yuan = 100 fen. */
            readonly amountFen: number;
            /** @description Free text; refused where it holds an identity or phone number. */
            readonly channel?: string;
            /** @description Who says so, and on which document; its line where it has several (TX0123/2). The pair is used once. */
            readonly source: {
                readonly system: string;
                readonly document: string;
            };
        };
        readonly PremiumPaidReplacement: {
            /** @constant */
            readonly type: "PremiumPaid";
            /** @example 2028 */
            readonly coverageYear: number;
            /**
             * Format: date
             * @example 2028-02-29
             */
            readonly paidOn: string;
            /** @description Fen; 1 yuan = 100 fen. */
            readonly amountFen: number;
            /** @description Free text; refused where it holds an identity or phone number. */
            readonly channel?: string;
        };
        /**
         * @example {
         *       "coverageYear": 2028,
         *       "refundedOn": "2027-12-05",
         *       "reason": "typing-error",
         *       "corrects": "7d1c0e52-9a3b-5c4d-8e6f-0a1b2c3d4e5f",
         *       "source": {
         *         "system": "tax-359901",
         *         "document": "TX202712050007"
         *       }
         *     }
         */
        readonly PremiumRefundedBody: {
            /** @example 2028 */
            readonly coverageYear: number;
            /**
             * Format: date
             * @example 2028-02-29
             */
            readonly refundedOn: string;
            /** @enum {unknown} */
            readonly reason: "typing-error" | "late-arrival" | "payment-reversed" | "decision-overturned" | "rule-misapplied" | "not-liable" | "recorded-in-error";
            /** @description The id of an event of this member. */
            readonly corrects: string;
            /** @description Who says so, and on which document; its line where it has several (TX0123/2). The pair is used once. */
            readonly source: {
                readonly system: string;
                readonly document: string;
            };
        };
        readonly PremiumRefundedReplacement: {
            /** @constant */
            readonly type: "PremiumRefunded";
            /** @example 2028 */
            readonly coverageYear: number;
            /**
             * Format: date
             * @example 2028-02-29
             */
            readonly refundedOn: string;
            /** @enum {unknown} */
            readonly reason: "typing-error" | "late-arrival" | "payment-reversed" | "decision-overturned" | "rule-misapplied" | "not-liable" | "recorded-in-error";
            /** @description The id of an event of this member. */
            readonly corrects: string;
        };
        /**
         * @example {
         *       "coverageYear": 2025,
         *       "lapsedOn": "2025-02-28",
         *       "source": {
         *         "system": "tax-359901",
         *         "document": "YC2025-0001"
         *       }
         *     }
         */
        readonly CoverageLapsedBody: {
            /** @example 2028 */
            readonly coverageYear: number;
            /**
             * Format: date
             * @example 2028-02-29
             */
            readonly lapsedOn: string;
            readonly asserted?: boolean;
            /** @description Who says so, and on which document; its line where it has several (TX0123/2). The pair is used once. */
            readonly source: {
                readonly system: string;
                readonly document: string;
            };
        };
        readonly CoverageLapsedReplacement: {
            /** @constant */
            readonly type: "CoverageLapsed";
            /** @example 2028 */
            readonly coverageYear: number;
            /**
             * Format: date
             * @example 2028-02-29
             */
            readonly lapsedOn: string;
            readonly asserted?: boolean;
        };
        /**
         * @example {
         *       "coverageYear": 2025,
         *       "reason": "not-liable",
         *       "corrects": "7d1c0e52-9a3b-5c4d-8e6f-0a1b2c3d4e5f",
         *       "source": {
         *         "system": "tax-359901",
         *         "document": "YC2025-0001-R"
         *       }
         *     }
         */
        readonly LapseRescindedBody: {
            /** @example 2028 */
            readonly coverageYear: number;
            /** @enum {unknown} */
            readonly reason: "typing-error" | "late-arrival" | "payment-reversed" | "decision-overturned" | "rule-misapplied" | "not-liable" | "recorded-in-error";
            /** @description The id of an event of this member. */
            readonly corrects: string;
            /** @description Who says so, and on which document; its line where it has several (TX0123/2). The pair is used once. */
            readonly source: {
                readonly system: string;
                readonly document: string;
            };
        };
        readonly LapseRescindedReplacement: {
            /** @constant */
            readonly type: "LapseRescinded";
            /** @example 2028 */
            readonly coverageYear: number;
            /** @enum {unknown} */
            readonly reason: "typing-error" | "late-arrival" | "payment-reversed" | "decision-overturned" | "rule-misapplied" | "not-liable" | "recorded-in-error";
            /** @description The id of an event of this member. */
            readonly corrects: string;
        };
        /**
         * @example {
         *       "breakYears": [
         *         2027
         *       ],
         *       "enrolmentYear": 2028,
         *       "paidOn": "2028-02-10",
         *       "amountFen": 40000,
         *       "source": {
         *         "system": "tax-359901",
         *         "document": "TX202802100031"
         *       }
         *     }
         */
        readonly RepairPaidBody: {
            readonly breakYears: readonly number[];
            /** @example 2028 */
            readonly enrolmentYear: number;
            /**
             * Format: date
             * @example 2028-02-29
             */
            readonly paidOn: string;
            /** @description Fen; 1 yuan = 100 fen. */
            readonly amountFen: number;
            /** @description Who says so, and on which document; its line where it has several (TX0123/2). The pair is used once. */
            readonly source: {
                readonly system: string;
                readonly document: string;
            };
        };
        readonly RepairPaidReplacement: {
            /** @constant */
            readonly type: "RepairPaid";
            readonly breakYears: readonly number[];
            /** @example 2028 */
            readonly enrolmentYear: number;
            /**
             * Format: date
             * @example 2028-02-29
             */
            readonly paidOn: string;
            /** @description Fen; 1 yuan = 100 fen. */
            readonly amountFen: number;
        };
        /**
         * @example {
         *       "breakYears": [
         *         2027
         *       ],
         *       "enrolmentYear": 2028,
         *       "refundedOn": "2028-02-20",
         *       "reason": "payment-reversed",
         *       "corrects": "7d1c0e52-9a3b-5c4d-8e6f-0a1b2c3d4e5f",
         *       "source": {
         *         "system": "tax-359901",
         *         "document": "TX202802200009"
         *       }
         *     }
         */
        readonly RepairRefundedBody: {
            readonly breakYears: readonly number[];
            /** @example 2028 */
            readonly enrolmentYear: number;
            /**
             * Format: date
             * @example 2028-02-29
             */
            readonly refundedOn: string;
            /** @enum {unknown} */
            readonly reason: "typing-error" | "late-arrival" | "payment-reversed" | "decision-overturned" | "rule-misapplied" | "not-liable" | "recorded-in-error";
            /** @description The id of an event of this member. */
            readonly corrects: string;
            /** @description Who says so, and on which document; its line where it has several (TX0123/2). The pair is used once. */
            readonly source: {
                readonly system: string;
                readonly document: string;
            };
        };
        readonly RepairRefundedReplacement: {
            /** @constant */
            readonly type: "RepairRefunded";
            readonly breakYears: readonly number[];
            /** @example 2028 */
            readonly enrolmentYear: number;
            /**
             * Format: date
             * @example 2028-02-29
             */
            readonly refundedOn: string;
            /** @enum {unknown} */
            readonly reason: "typing-error" | "late-arrival" | "payment-reversed" | "decision-overturned" | "rule-misapplied" | "not-liable" | "recorded-in-error";
            /** @description The id of an event of this member. */
            readonly corrects: string;
        };
        /**
         * @example {
         *       "claimId": "C-2028-000123",
         *       "servedOn": "2028-07-02",
         *       "settledOn": "2028-07-15",
         *       "pooledFundFen": 350000,
         *       "majorIllnessFen": 0,
         *       "medicalAidFen": 0,
         *       "source": {
         *         "system": "tax-359901",
         *         "document": "JS202807150123"
         *       }
         *     }
         */
        readonly ClaimSettledBody: {
            /** @description A number of another system; not free text. */
            readonly claimId: string;
            /**
             * Format: date
             * @example 2028-02-29
             */
            readonly servedOn: string;
            /**
             * Format: date
             * @example 2028-02-29
             */
            readonly settledOn: string;
            /** @enum {unknown} */
            readonly scheme?: "resident" | "employee" | "other";
            /** @description Fen; 1 yuan = 100 fen. */
            readonly pooledFundFen: number;
            /** @description Fen; 1 yuan = 100 fen. */
            readonly majorIllnessFen: number;
            /** @description Fen; 1 yuan = 100 fen. */
            readonly medicalAidFen: number;
            /** @description Fen; 1 yuan = 100 fen. */
            readonly creditUsedFen?: number;
            /** @description Who says so, and on which document; its line where it has several (TX0123/2). The pair is used once. */
            readonly source: {
                readonly system: string;
                readonly document: string;
            };
        };
        readonly ClaimSettledReplacement: {
            /** @constant */
            readonly type: "ClaimSettled";
            /** @description A number of another system; not free text. */
            readonly claimId: string;
            /**
             * Format: date
             * @example 2028-02-29
             */
            readonly servedOn: string;
            /**
             * Format: date
             * @example 2028-02-29
             */
            readonly settledOn: string;
            /** @enum {unknown} */
            readonly scheme?: "resident" | "employee" | "other";
            /** @description Fen; 1 yuan = 100 fen. */
            readonly pooledFundFen: number;
            /** @description Fen; 1 yuan = 100 fen. */
            readonly majorIllnessFen: number;
            /** @description Fen; 1 yuan = 100 fen. */
            readonly medicalAidFen: number;
            /** @description Fen; 1 yuan = 100 fen. */
            readonly creditUsedFen?: number;
        };
        /**
         * @example {
         *       "claimId": "C-2028-000123",
         *       "reversedOn": "2028-08-01",
         *       "reason": "recorded-in-error",
         *       "source": {
         *         "system": "tax-359901",
         *         "document": "JS202808010005"
         *       }
         *     }
         */
        readonly ClaimReversedBody: {
            /** @description A number of another system; not free text. */
            readonly claimId: string;
            /**
             * Format: date
             * @example 2028-02-29
             */
            readonly reversedOn: string;
            /** @enum {unknown} */
            readonly reason: "typing-error" | "late-arrival" | "payment-reversed" | "decision-overturned" | "rule-misapplied" | "not-liable" | "recorded-in-error";
            /** @description Who says so, and on which document; its line where it has several (TX0123/2). The pair is used once. */
            readonly source: {
                readonly system: string;
                readonly document: string;
            };
        };
        readonly ClaimReversedReplacement: {
            /** @constant */
            readonly type: "ClaimReversed";
            /** @description A number of another system; not free text. */
            readonly claimId: string;
            /**
             * Format: date
             * @example 2028-02-29
             */
            readonly reversedOn: string;
            /** @enum {unknown} */
            readonly reason: "typing-error" | "late-arrival" | "payment-reversed" | "decision-overturned" | "rule-misapplied" | "not-liable" | "recorded-in-error";
        };
        /**
         * @example {
         *       "from": "resident",
         *       "to": "employee",
         *       "effectiveOn": "2028-09-01",
         *       "source": {
         *         "system": "tax-359901",
         *         "document": "ZG202809010044"
         *       }
         *     }
         */
        readonly SchemeTransferredBody: {
            /** @enum {unknown} */
            readonly from: "resident" | "employee" | "other" | "none";
            /** @enum {unknown} */
            readonly to: "resident" | "employee" | "other" | "none";
            /**
             * Format: date
             * @example 2028-02-29
             */
            readonly effectiveOn: string;
            /** @description Free text; refused where it holds an identity or phone number. */
            readonly reason?: string;
            /** @description Who says so, and on which document; its line where it has several (TX0123/2). The pair is used once. */
            readonly source: {
                readonly system: string;
                readonly document: string;
            };
        };
        readonly SchemeTransferredReplacement: {
            /** @constant */
            readonly type: "SchemeTransferred";
            /** @enum {unknown} */
            readonly from: "resident" | "employee" | "other" | "none";
            /** @enum {unknown} */
            readonly to: "resident" | "employee" | "other" | "none";
            /**
             * Format: date
             * @example 2028-02-29
             */
            readonly effectiveOn: string;
            /** @description Free text; refused where it holds an identity or phone number. */
            readonly reason?: string;
        };
        /**
         * @example {
         *       "fromRegion": "359901",
         *       "toRegion": "359902",
         *       "effectiveOn": "2028-10-01",
         *       "source": {
         *         "system": "tax-359901",
         *         "document": "ZY202810010002"
         *       }
         *     }
         */
        readonly RegionTransferredBody: {
            /** @example 359901 */
            readonly fromRegion: string;
            /** @example 359901 */
            readonly toRegion: string;
            /**
             * Format: date
             * @example 2028-02-29
             */
            readonly effectiveOn: string;
            /** @description Who says so, and on which document; its line where it has several (TX0123/2). The pair is used once. */
            readonly source: {
                readonly system: string;
                readonly document: string;
            };
        };
        readonly RegionTransferredReplacement: {
            /** @constant */
            readonly type: "RegionTransferred";
            /** @example 359901 */
            readonly fromRegion: string;
            /** @example 359901 */
            readonly toRegion: string;
            /**
             * Format: date
             * @example 2028-02-29
             */
            readonly effectiveOn: string;
        };
        /**
         * @example {
         *       "diedOn": "2030-06-30",
         *       "source": {
         *         "system": "tax-359901",
         *         "document": "HJ203006300001"
         *       }
         *     }
         */
        readonly MemberDeceasedBody: {
            /**
             * Format: date
             * @example 2028-02-29
             */
            readonly diedOn: string;
            /** @description Who says so, and on which document; its line where it has several (TX0123/2). The pair is used once. */
            readonly source: {
                readonly system: string;
                readonly document: string;
            };
        };
        readonly MemberDeceasedReplacement: {
            /** @constant */
            readonly type: "MemberDeceased";
            /**
             * Format: date
             * @example 2028-02-29
             */
            readonly diedOn: string;
        };
        /**
         * @example {
         *       "asOfYear": 2026,
         *       "streakYears": 5,
         *       "continuousCreditFen": 200000,
         *       "zeroClaimCreditFen": 0,
         *       "breakPenaltyFen": 0,
         *       "openBreakYears": [],
         *       "paidResidentYears": 12,
         *       "source": {
         *         "system": "tax-359901",
         *         "document": "QC2026-0001"
         *       }
         *     }
         */
        readonly OpeningBalanceDeclaredBody: {
            /** @example 2028 */
            readonly asOfYear: number;
            readonly streakYears: number;
            /** @description Fen; 1 yuan = 100 fen. */
            readonly continuousCreditFen: number;
            /** @description Fen; 1 yuan = 100 fen. */
            readonly zeroClaimCreditFen: number;
            /** @description Fen; 1 yuan = 100 fen. */
            readonly breakPenaltyFen: number;
            readonly openBreakYears: readonly number[];
            /**
             * Format: date
             * @example 2028-02-29
             */
            readonly benefitsFrom?: string;
            readonly paidResidentYears: number;
            /** @description Who says so, and on which document; its line where it has several (TX0123/2). The pair is used once. */
            readonly source: {
                readonly system: string;
                readonly document: string;
            };
        };
        readonly OpeningBalanceDeclaredReplacement: {
            /** @constant */
            readonly type: "OpeningBalanceDeclared";
            /** @example 2028 */
            readonly asOfYear: number;
            readonly streakYears: number;
            /** @description Fen; 1 yuan = 100 fen. */
            readonly continuousCreditFen: number;
            /** @description Fen; 1 yuan = 100 fen. */
            readonly zeroClaimCreditFen: number;
            /** @description Fen; 1 yuan = 100 fen. */
            readonly breakPenaltyFen: number;
            readonly openBreakYears: readonly number[];
            /**
             * Format: date
             * @example 2028-02-29
             */
            readonly benefitsFrom?: string;
            readonly paidResidentYears: number;
        };
        /**
         * @example {
         *       "corrects": "7d1c0e52-9a3b-5c4d-8e6f-0a1b2c3d4e5f",
         *       "reason": "recorded-in-error",
         *       "source": {
         *         "system": "tax-359901",
         *         "document": "GZ202801150001"
         *       }
         *     }
         */
        readonly FactCorrectedBody: {
            /** @description The id of an event of this member. */
            readonly corrects: string;
            /** @enum {unknown} */
            readonly reason: "typing-error" | "late-arrival" | "payment-reversed" | "decision-overturned" | "rule-misapplied" | "not-liable" | "recorded-in-error";
            /** @description A whole event body of the type that is replaced. */
            readonly replacement?: components["schemas"]["MemberRegisteredReplacement"] | components["schemas"]["SpecialStatusGrantedReplacement"] | components["schemas"]["SpecialStatusEndedReplacement"] | components["schemas"]["PremiumPaidReplacement"] | components["schemas"]["PremiumRefundedReplacement"] | components["schemas"]["CoverageLapsedReplacement"] | components["schemas"]["LapseRescindedReplacement"] | components["schemas"]["RepairPaidReplacement"] | components["schemas"]["RepairRefundedReplacement"] | components["schemas"]["ClaimSettledReplacement"] | components["schemas"]["ClaimReversedReplacement"] | components["schemas"]["SchemeTransferredReplacement"] | components["schemas"]["RegionTransferredReplacement"] | components["schemas"]["MemberDeceasedReplacement"] | components["schemas"]["OpeningBalanceDeclaredReplacement"] | components["schemas"]["FactCorrectedReplacement"];
            /** @description Who says so, and on which document; its line where it has several (TX0123/2). The pair is used once. */
            readonly source: {
                readonly system: string;
                readonly document: string;
            };
        };
        readonly FactCorrectedReplacement: {
            /** @constant */
            readonly type: "FactCorrected";
            /** @description The id of an event of this member. */
            readonly corrects: string;
            /** @enum {unknown} */
            readonly reason: "typing-error" | "late-arrival" | "payment-reversed" | "decision-overturned" | "rule-misapplied" | "not-liable" | "recorded-in-error";
            /** @description A whole event body of the type that is replaced. */
            readonly replacement?: components["schemas"]["MemberRegisteredReplacement"] | components["schemas"]["SpecialStatusGrantedReplacement"] | components["schemas"]["SpecialStatusEndedReplacement"] | components["schemas"]["PremiumPaidReplacement"] | components["schemas"]["PremiumRefundedReplacement"] | components["schemas"]["CoverageLapsedReplacement"] | components["schemas"]["LapseRescindedReplacement"] | components["schemas"]["RepairPaidReplacement"] | components["schemas"]["RepairRefundedReplacement"] | components["schemas"]["ClaimSettledReplacement"] | components["schemas"]["ClaimReversedReplacement"] | components["schemas"]["SchemeTransferredReplacement"] | components["schemas"]["RegionTransferredReplacement"] | components["schemas"]["MemberDeceasedReplacement"] | components["schemas"]["OpeningBalanceDeclaredReplacement"] | components["schemas"]["FactCorrectedReplacement"];
        };
        /** @description RFC 9457. The texts follow Accept-Language (zh, en); the codes never change. */
        readonly Problem: {
            /** @description The page of the code: /problems/<code>. */
            readonly type: string;
            readonly title: string;
            readonly status: number;
            /** @enum {unknown} */
            readonly code: "malformed-request" | "idempotency-key-missing" | "known-at-in-future" | "not-authenticated" | "not-allowed" | "purpose-missing" | "second-person-required" | "not-found" | "member-not-found" | "request-in-progress" | "wrong-job-state" | "cursor-of-another-ledger" | "wrong-expected-version" | "too-large" | "unsupported-encoding" | "invalid-date" | "invalid-amount" | "personal-identifier" | "unknown-region" | "unknown-pack" | "unknown-status" | "member-already-registered" | "after-death" | "already-dead" | "year-outside-pack" | "duplicate-lapse" | "window-not-open" | "coverage-year-over" | "duplicate-payment" | "nothing-to-cover" | "nothing-to-refund" | "nothing-to-rescind" | "not-enrolled" | "not-a-break-year" | "already-repaired" | "repair-not-with-payment" | "repair-cannot-help" | "not-in-scheme" | "not-in-region" | "duplicate-claim" | "unknown-claim" | "claim-already-reversed" | "unknown-event" | "already-annulled" | "replacement-type-differs" | "idempotency-key-reused" | "source-document-conflict" | "rate-limited" | "internal-error" | "store-unavailable" | "append-outcome-unknown" | "disk-full" | "projection-behind" | "access-log-unavailable" | "not-sealed";
            /** @description What was seen and what was expected. */
            readonly detail: string;
            /** @description The request, as the log knows it. */
            readonly instance: string;
            /** @description The clause, where a policy refused. */
            readonly clause?: string;
            /** @description What to do. */
            readonly remedy?: string;
            readonly errors?: readonly {
                readonly pointer?: string;
                readonly parameter?: string;
                readonly header?: string;
                readonly code: string;
            }[];
            readonly eventsSince?: readonly Record<string, never>[];
        };
        /**
         * @example {
         *       "policy": "fujian",
         *       "baseCeilingFen": 30000000,
         *       "on": "2028-03-15",
         *       "events": [
         *         {
         *           "type": "MemberRegistered",
         *           "region": "359901",
         *           "liableFrom": "2024-01-01"
         *         },
         *         {
         *           "type": "PremiumPaid",
         *           "coverageYear": 2024,
         *           "paidOn": "2023-11-20"
         *         },
         *         {
         *           "type": "PremiumPaid",
         *           "coverageYear": 2028,
         *           "paidOn": "2027-11-20"
         *         }
         *       ]
         *     }
         */
        readonly DerivationBody: {
            /** @example fujian */
            readonly policy: string;
            /** Format: date */
            readonly on: string;
            readonly knownAt?: string;
            /** @description An amount, null (the region has none), or a map by year; absent: unknown. */
            readonly baseCeilingFen?: unknown;
            readonly regions?: Record<string, never>;
            readonly readings?: Record<string, never>;
            readonly windows?: unknown;
            readonly events: readonly {
                readonly type: string;
            }[];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readonly AccessLogController_list: {
        readonly parameters: {
            readonly query?: {
                /** @description Only reads of this member. */
                readonly member?: string;
                /** @description Only reads by the holder of this key, also with the keys before and after it: `key:k…`. */
                readonly holder?: string;
                /** @description Only reads of this civil day at +08:00. */
                readonly day?: string;
                readonly purpose?: "enquiry" | "dispute" | "correction" | "audit" | "sample";
                /** @description Entries after this number: `next` of the page before. */
                readonly after?: number;
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description AccessLog */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AccessLog"];
                };
            };
        };
    };
    readonly ProblemPagesController_index: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/html": string;
                };
            };
        };
    };
    readonly ProblemPagesController_page: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly code: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/html": string;
                };
            };
        };
    };
    readonly HealthController_livez: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Liveness */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Liveness"];
                };
            };
        };
    };
    readonly HealthController_readyz: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Readiness */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Readiness"];
                };
            };
        };
    };
    readonly MetricsController_scrape: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The figures */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/plain": string;
                };
            };
        };
    };
    readonly MembersController_list: {
        readonly parameters: {
            readonly query?: {
                /** @description Waits up to 10 s until the read model has reached this position. */
                readonly minPosition?: number;
                /** @description Facts recorded up to here, inclusive: `pos:24888170`, an instant, or a day (its end at +08:00). Default: everything. */
                readonly knownAt?: string;
                readonly limit?: number;
                /** @description The `next` of the page before. */
                readonly after?: string;
                /** @description Members in this region on the day. */
                readonly region?: string;
                /** @description Members whose number begins so. */
                readonly prefix?: string;
                /** @description The civil day that the answer is about. Default: today at +08:00, by the ledger’s clock. */
                readonly on?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description MemberList */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MemberList"];
                };
            };
        };
    };
    readonly MemberRegisteredController_post: {
        readonly parameters: {
            readonly query?: {
                /** @description Says what would happen: 200, the same body with `appended: false`. Stores nothing, uses no key. */
                readonly dryRun?: "true" | "false";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["MemberRegisteredBody"];
            };
        };
        readonly responses: {
            /** @description Dry run: what would happen */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RecordedFact"];
                };
            };
            /** @description RecordedFact */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RecordedFact"];
                };
            };
        };
    };
    readonly SpecialStatusGrantedController_post: {
        readonly parameters: {
            readonly query?: {
                /** @description Says what would happen: 200, the same body with `appended: false`. Stores nothing, uses no key. */
                readonly dryRun?: "true" | "false";
            };
            readonly header?: never;
            readonly path: {
                /** @example P-0001 */
                readonly member: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SpecialStatusGrantedBody"];
            };
        };
        readonly responses: {
            /** @description Dry run: what would happen */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RecordedFact"];
                };
            };
            /** @description RecordedFact */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RecordedFact"];
                };
            };
        };
    };
    readonly SpecialStatusEndedController_post: {
        readonly parameters: {
            readonly query?: {
                /** @description Says what would happen: 200, the same body with `appended: false`. Stores nothing, uses no key. */
                readonly dryRun?: "true" | "false";
            };
            readonly header?: never;
            readonly path: {
                /** @example P-0001 */
                readonly member: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SpecialStatusEndedBody"];
            };
        };
        readonly responses: {
            /** @description Dry run: what would happen */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RecordedFact"];
                };
            };
            /** @description RecordedFact */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RecordedFact"];
                };
            };
        };
    };
    readonly PremiumPaidController_post: {
        readonly parameters: {
            readonly query?: {
                /** @description Says what would happen: 200, the same body with `appended: false`. Stores nothing, uses no key. */
                readonly dryRun?: "true" | "false";
            };
            readonly header?: never;
            readonly path: {
                /** @example P-0001 */
                readonly member: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["PremiumPaidBody"];
            };
        };
        readonly responses: {
            /** @description Dry run: what would happen */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RecordedFact"];
                };
            };
            /** @description RecordedFact */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RecordedFact"];
                };
            };
        };
    };
    readonly PremiumRefundedController_post: {
        readonly parameters: {
            readonly query?: {
                /** @description Says what would happen: 200, the same body with `appended: false`. Stores nothing, uses no key. */
                readonly dryRun?: "true" | "false";
            };
            readonly header?: never;
            readonly path: {
                /** @example P-0001 */
                readonly member: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["PremiumRefundedBody"];
            };
        };
        readonly responses: {
            /** @description Dry run: what would happen */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RecordedFact"];
                };
            };
            /** @description RecordedFact */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RecordedFact"];
                };
            };
        };
    };
    readonly CoverageLapsedController_post: {
        readonly parameters: {
            readonly query?: {
                /** @description Says what would happen: 200, the same body with `appended: false`. Stores nothing, uses no key. */
                readonly dryRun?: "true" | "false";
            };
            readonly header?: never;
            readonly path: {
                /** @example P-0001 */
                readonly member: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["CoverageLapsedBody"];
            };
        };
        readonly responses: {
            /** @description Dry run: what would happen */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RecordedFact"];
                };
            };
            /** @description RecordedFact */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RecordedFact"];
                };
            };
        };
    };
    readonly LapseRescindedController_post: {
        readonly parameters: {
            readonly query?: {
                /** @description Says what would happen: 200, the same body with `appended: false`. Stores nothing, uses no key. */
                readonly dryRun?: "true" | "false";
            };
            readonly header?: never;
            readonly path: {
                /** @example P-0001 */
                readonly member: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["LapseRescindedBody"];
            };
        };
        readonly responses: {
            /** @description Dry run: what would happen */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RecordedFact"];
                };
            };
            /** @description RecordedFact */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RecordedFact"];
                };
            };
        };
    };
    readonly RepairPaidController_post: {
        readonly parameters: {
            readonly query?: {
                /** @description Says what would happen: 200, the same body with `appended: false`. Stores nothing, uses no key. */
                readonly dryRun?: "true" | "false";
            };
            readonly header?: never;
            readonly path: {
                /** @example P-0001 */
                readonly member: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["RepairPaidBody"];
            };
        };
        readonly responses: {
            /** @description Dry run: what would happen */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RecordedFact"];
                };
            };
            /** @description RecordedFact */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RecordedFact"];
                };
            };
        };
    };
    readonly RepairRefundedController_post: {
        readonly parameters: {
            readonly query?: {
                /** @description Says what would happen: 200, the same body with `appended: false`. Stores nothing, uses no key. */
                readonly dryRun?: "true" | "false";
            };
            readonly header?: never;
            readonly path: {
                /** @example P-0001 */
                readonly member: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["RepairRefundedBody"];
            };
        };
        readonly responses: {
            /** @description Dry run: what would happen */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RecordedFact"];
                };
            };
            /** @description RecordedFact */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RecordedFact"];
                };
            };
        };
    };
    readonly ClaimSettledController_post: {
        readonly parameters: {
            readonly query?: {
                /** @description Says what would happen: 200, the same body with `appended: false`. Stores nothing, uses no key. */
                readonly dryRun?: "true" | "false";
            };
            readonly header?: never;
            readonly path: {
                /** @example P-0001 */
                readonly member: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ClaimSettledBody"];
            };
        };
        readonly responses: {
            /** @description Dry run: what would happen */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RecordedFact"];
                };
            };
            /** @description RecordedFact */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RecordedFact"];
                };
            };
        };
    };
    readonly ClaimReversedController_post: {
        readonly parameters: {
            readonly query?: {
                /** @description Says what would happen: 200, the same body with `appended: false`. Stores nothing, uses no key. */
                readonly dryRun?: "true" | "false";
            };
            readonly header?: never;
            readonly path: {
                /** @example P-0001 */
                readonly member: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ClaimReversedBody"];
            };
        };
        readonly responses: {
            /** @description Dry run: what would happen */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RecordedFact"];
                };
            };
            /** @description RecordedFact */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RecordedFact"];
                };
            };
        };
    };
    readonly SchemeTransferredController_post: {
        readonly parameters: {
            readonly query?: {
                /** @description Says what would happen: 200, the same body with `appended: false`. Stores nothing, uses no key. */
                readonly dryRun?: "true" | "false";
            };
            readonly header?: never;
            readonly path: {
                /** @example P-0001 */
                readonly member: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SchemeTransferredBody"];
            };
        };
        readonly responses: {
            /** @description Dry run: what would happen */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RecordedFact"];
                };
            };
            /** @description RecordedFact */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RecordedFact"];
                };
            };
        };
    };
    readonly RegionTransferredController_post: {
        readonly parameters: {
            readonly query?: {
                /** @description Says what would happen: 200, the same body with `appended: false`. Stores nothing, uses no key. */
                readonly dryRun?: "true" | "false";
            };
            readonly header?: never;
            readonly path: {
                /** @example P-0001 */
                readonly member: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["RegionTransferredBody"];
            };
        };
        readonly responses: {
            /** @description Dry run: what would happen */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RecordedFact"];
                };
            };
            /** @description RecordedFact */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RecordedFact"];
                };
            };
        };
    };
    readonly MemberDeceasedController_post: {
        readonly parameters: {
            readonly query?: {
                /** @description Says what would happen: 200, the same body with `appended: false`. Stores nothing, uses no key. */
                readonly dryRun?: "true" | "false";
            };
            readonly header?: never;
            readonly path: {
                /** @example P-0001 */
                readonly member: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["MemberDeceasedBody"];
            };
        };
        readonly responses: {
            /** @description Dry run: what would happen */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RecordedFact"];
                };
            };
            /** @description RecordedFact */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RecordedFact"];
                };
            };
        };
    };
    readonly OpeningBalanceDeclaredController_post: {
        readonly parameters: {
            readonly query?: {
                /** @description Says what would happen: 200, the same body with `appended: false`. Stores nothing, uses no key. */
                readonly dryRun?: "true" | "false";
            };
            readonly header?: never;
            readonly path: {
                /** @example P-0001 */
                readonly member: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["OpeningBalanceDeclaredBody"];
            };
        };
        readonly responses: {
            /** @description Dry run: what would happen */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RecordedFact"];
                };
            };
            /** @description RecordedFact */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RecordedFact"];
                };
            };
        };
    };
    readonly FactCorrectedController_post: {
        readonly parameters: {
            readonly query?: {
                /** @description Says what would happen: 200, the same body with `appended: false`. Stores nothing, uses no key. */
                readonly dryRun?: "true" | "false";
            };
            readonly header?: never;
            readonly path: {
                /** @example P-0001 */
                readonly member: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["FactCorrectedBody"];
            };
        };
        readonly responses: {
            /** @description Dry run: what would happen */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RecordedFact"];
                };
            };
            /** @description RecordedFact */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RecordedFact"];
                };
            };
        };
    };
    readonly MembersController_get: {
        readonly parameters: {
            readonly query?: {
                /** @description Waits up to 10 s until the read model has reached this position. */
                readonly minPosition?: number;
                /** @description Facts recorded up to here, inclusive: `pos:24888170`, an instant, or a day (its end at +08:00). Default: everything. */
                readonly knownAt?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @example P-0001 */
                readonly member: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Member */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Member"];
                };
            };
        };
    };
    readonly MembersController_events: {
        readonly parameters: {
            readonly query?: {
                /** @description Waits up to 10 s until the read model has reached this position. */
                readonly minPosition?: number;
                /** @description Facts recorded up to here, inclusive: `pos:24888170`, an instant, or a day (its end at +08:00). Default: everything. */
                readonly knownAt?: string;
                readonly limit?: number;
                /** @description The `next` of the page before. */
                readonly after?: string;
                readonly order?: "effective" | "recorded";
                /** @description Adds what each event changed. */
                readonly expand?: "consequences";
            };
            readonly header?: never;
            readonly path: {
                /** @example P-0001 */
                readonly member: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description MemberEvents */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MemberEvents"];
                };
            };
        };
    };
    readonly LogController_list: {
        readonly parameters: {
            readonly query?: {
                /** @description Waits up to 10 s until the read model has reached this position. */
                readonly minPosition?: number;
                /** @description Facts recorded up to here, inclusive: `pos:24888170`, an instant, or a day (its end at +08:00). Default: everything. */
                readonly knownAt?: string;
                readonly limit?: number;
                /** @description The `next` of the page before. */
                readonly after?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description EventList */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["EventList"];
                };
            };
        };
    };
    readonly LogController_at: {
        readonly parameters: {
            readonly query?: {
                /** @description Waits up to 10 s until the read model has reached this position. */
                readonly minPosition?: number;
            };
            readonly header?: never;
            readonly path: {
                /** @example 1 */
                readonly position: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description MemberEvent */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MemberEvent"];
                };
            };
        };
    };
    readonly StandingsController_standing: {
        readonly parameters: {
            readonly query?: {
                /** @description Waits up to 10 s until the read model has reached this position. */
                readonly minPosition?: number;
                /** @description Facts recorded up to here, inclusive: `pos:24888170`, an instant, or a day (its end at +08:00). Default: everything. */
                readonly knownAt?: string;
                /** @description Pins one pack version for every rule: `fujian@1`. */
                readonly pack?: string;
                /** @description What-if choices: `R1=yes,R16=freeze`. The answer is then hypothetical. */
                readonly readings?: string;
                /** @description The civil day that the answer is about. Default: today at +08:00, by the ledger’s clock. */
                readonly on?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @example P-0001 */
                readonly member: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Standing */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Standing"];
                };
            };
        };
    };
    readonly StandingsController_timeline: {
        readonly parameters: {
            readonly query?: {
                /** @description Waits up to 10 s until the read model has reached this position. */
                readonly minPosition?: number;
                /** @description Facts recorded up to here, inclusive: `pos:24888170`, an instant, or a day (its end at +08:00). Default: everything. */
                readonly knownAt?: string;
                /** @description Pins one pack version for every rule: `fujian@1`. */
                readonly pack?: string;
                /** @description What-if choices: `R1=yes,R16=freeze`. The answer is then hypothetical. */
                readonly readings?: string;
                /** @description The civil day that the answer is about. Default: today at +08:00, by the ledger’s clock. */
                readonly on?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @example P-0001 */
                readonly member: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Timeline */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Timeline"];
                };
            };
        };
    };
    readonly StandingsController_explanation: {
        readonly parameters: {
            readonly query: {
                /** @description Waits up to 10 s until the read model has reached this position. */
                readonly minPosition?: number;
                /** @description Facts recorded up to here, inclusive: `pos:24888170`, an instant, or a day (its end at +08:00). Default: everything. */
                readonly knownAt?: string;
                /** @description Pins one pack version for every rule: `fujian@1`. */
                readonly pack?: string;
                /** @description What-if choices: `R1=yes,R16=freeze`. The answer is then hypothetical. */
                readonly readings?: string;
                /** @description The civil day that the answer is about. Default: today at +08:00, by the ledger’s clock. */
                readonly on?: string;
                readonly field: "covered" | "benefitEligible" | "waiting" | "breakYears" | "streakYears" | "continuousCredit" | "zeroClaimCredit" | "zeroClaimProvisional" | "breakPenalty" | "ceiling" | "employeeYearsEquivalent";
                /** @description `audit` trims nothing. */
                readonly depth?: "public" | "clerk" | "audit";
            };
            readonly header?: never;
            readonly path: {
                /** @example P-0001 */
                readonly member: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Explanation */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Explanation"];
                };
            };
        };
    };
    readonly QuotesController_quote: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["RepairQuoteBody"];
            };
        };
        readonly responses: {
            /** @description RepairQuote */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RepairQuote"];
                };
            };
        };
    };
    readonly DerivationsController_derive: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["DerivationBody"];
            };
        };
        readonly responses: {
            /** @description Derivation */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Derivation"];
                };
            };
        };
    };
    readonly ComparisonsController_diff: {
        readonly parameters: {
            readonly query?: {
                /** @description Waits up to 10 s until the read model has reached this position. */
                readonly minPosition?: number;
            };
            readonly header?: never;
            readonly path: {
                /** @example P-0001 */
                readonly member: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["DiffBody"];
            };
        };
        readonly responses: {
            /** @description Diff */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Diff"];
                };
            };
        };
    };
    readonly ComparisonsController_bisect: {
        readonly parameters: {
            readonly query?: {
                /** @description Waits up to 10 s until the read model has reached this position. */
                readonly minPosition?: number;
            };
            readonly header?: never;
            readonly path: {
                /** @example P-0001 */
                readonly member: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["BisectionBody"];
            };
        };
        readonly responses: {
            /** @description Bisection */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Bisection"];
                };
            };
        };
    };
    readonly ComparisonsController_blame: {
        readonly parameters: {
            readonly query: {
                /** @description Waits up to 10 s until the read model has reached this position. */
                readonly minPosition?: number;
                /** @description Facts recorded up to here, inclusive: `pos:24888170`, an instant, or a day (its end at +08:00). Default: everything. */
                readonly knownAt?: string;
                /** @description Pins one pack version for every rule: `fujian@1`. */
                readonly pack?: string;
                /** @description What-if choices: `R1=yes,R16=freeze`. The answer is then hypothetical. */
                readonly readings?: string;
                /** @description The civil day that the answer is about. Default: today at +08:00, by the ledger’s clock. */
                readonly on?: string;
                readonly field: "pooledFund" | "covered" | "benefitEligible" | "waiting" | "breakYears" | "streakYears" | "continuousCredit" | "zeroClaimCredit" | "zeroClaimProvisional" | "breakPenalty" | "ceiling" | "employeeYearsEquivalent";
            };
            readonly header?: never;
            readonly path: {
                /** @example P-0001 */
                readonly member: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Blame */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Blame"];
                };
            };
        };
    };
    readonly ComparisonsController_whatIf: {
        readonly parameters: {
            readonly query?: {
                /** @description Waits up to 10 s until the read model has reached this position. */
                readonly minPosition?: number;
            };
            readonly header?: never;
            readonly path: {
                /** @example P-0001 */
                readonly member: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["WhatIfBody"];
            };
        };
        readonly responses: {
            /** @description WhatIf */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WhatIf"];
                };
            };
        };
    };
    readonly RadarController_report: {
        readonly parameters: {
            readonly query?: {
                /** @description Waits up to 10 s until the read model has reached this position. */
                readonly minPosition?: number;
                /** @description Facts recorded up to here, inclusive: `pos:24888170`, an instant, or a day (its end at +08:00). Default: everything. */
                readonly knownAt?: string;
                readonly limit?: number;
                /** @description The `next` of the page before. */
                readonly after?: string;
                /** @description Only members who were ever in this region. */
                readonly region?: string;
                /** @description Days of delay from which a fact is shown. */
                readonly minDelayDays?: number;
                /** @description Only facts of this type. */
                readonly type?: "MemberRegistered" | "SpecialStatusGranted" | "SpecialStatusEnded" | "PremiumPaid" | "PremiumRefunded" | "CoverageLapsed" | "LapseRescinded" | "RepairPaid" | "RepairRefunded" | "ClaimSettled" | "ClaimReversed" | "SchemeTransferred" | "RegionTransferred" | "MemberDeceased" | "OpeningBalanceDeclared" | "FactCorrected";
                /** @description Only what was recorded on or after this day. */
                readonly recordedFrom?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Radar */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Radar"];
                };
            };
        };
    };
    readonly PolicyController_packs: {
        readonly parameters: {
            readonly query?: {
                /** @description Waits up to 10 s until the read model has reached this position. */
                readonly minPosition?: number;
                /** @description Facts recorded up to here, inclusive: `pos:24888170`, an instant, or a day (its end at +08:00). Default: everything. */
                readonly knownAt?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description PackList */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PackList"];
                };
            };
        };
    };
    readonly PolicyController_pack: {
        readonly parameters: {
            readonly query?: {
                /** @description Waits up to 10 s until the read model has reached this position. */
                readonly minPosition?: number;
                /** @description Facts recorded up to here, inclusive: `pos:24888170`, an instant, or a day (its end at +08:00). Default: everything. */
                readonly knownAt?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @example fujian */
                readonly id: string;
                /** @example 1 */
                readonly version: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Pack */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Pack"];
                };
            };
        };
    };
    readonly PolicyChangesController_pack: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example fujian */
                readonly id: string;
                /** @example 1 */
                readonly version: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["PackDraftBody"];
            };
        };
        readonly responses: {
            /** @description PolicyChange */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PolicyChange"];
                };
            };
        };
    };
    readonly PolicyController_readings: {
        readonly parameters: {
            readonly query?: {
                /** @description Waits up to 10 s until the read model has reached this position. */
                readonly minPosition?: number;
                /** @description Facts recorded up to here, inclusive: `pos:24888170`, an instant, or a day (its end at +08:00). Default: everything. */
                readonly knownAt?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description ReadingList */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ReadingList"];
                };
            };
        };
    };
    readonly PolicyController_regions: {
        readonly parameters: {
            readonly query?: {
                /** @description Waits up to 10 s until the read model has reached this position. */
                readonly minPosition?: number;
                /** @description Facts recorded up to here, inclusive: `pos:24888170`, an instant, or a day (its end at +08:00). Default: everything. */
                readonly knownAt?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description RegionList */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RegionList"];
                };
            };
        };
    };
    readonly PolicyController_region: {
        readonly parameters: {
            readonly query?: {
                /** @description Waits up to 10 s until the read model has reached this position. */
                readonly minPosition?: number;
                /** @description Facts recorded up to here, inclusive: `pos:24888170`, an instant, or a day (its end at +08:00). Default: everything. */
                readonly knownAt?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @example 359901 */
                readonly code: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Region */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Region"];
                };
            };
        };
    };
    readonly PolicyChangesController_region: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example 359901 */
                readonly code: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["RegionDataBody"];
            };
        };
        readonly responses: {
            /** @description PolicyChange */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PolicyChange"];
                };
            };
        };
    };
    readonly PolicyController_log: {
        readonly parameters: {
            readonly query?: {
                /** @description Waits up to 10 s until the read model has reached this position. */
                readonly minPosition?: number;
                /** @description Facts recorded up to here, inclusive: `pos:24888170`, an instant, or a day (its end at +08:00). Default: everything. */
                readonly knownAt?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description PolicyLog */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PolicyLog"];
                };
            };
        };
    };
    readonly EligibilityController_check: {
        readonly parameters: {
            readonly query?: {
                /** @description Answers without recording: `decisionId` is null. */
                readonly dryRun?: "true" | "false";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description One question; with `application/x-ndjson` one a line, answered line by line, each an answer or a problem. */
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ServedQuestionBody"];
            };
        };
        readonly responses: {
            /** @description EligibilityCheck */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["EligibilityCheck"];
                };
            };
        };
    };
    readonly DecisionsController_serve: {
        readonly parameters: {
            readonly query?: {
                /** @description Answers without recording: `decisionId` is null. */
                readonly dryRun?: "true" | "false";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["DecisionBody"];
            };
        };
        readonly responses: {
            /** @description Decision */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
        };
    };
    readonly DecisionsController_get: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example dec_0000000000000000000000000 */
                readonly decision: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Decision */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
        };
    };
    readonly DecisionsController_explanation: {
        readonly parameters: {
            readonly query?: {
                /** @description Default: what the decision is about: `benefitEligible`, or `waiting` of a repair quote. */
                readonly field?: "covered" | "benefitEligible" | "waiting" | "breakYears" | "streakYears" | "continuousCredit" | "zeroClaimCredit" | "zeroClaimProvisional" | "breakPenalty" | "ceiling" | "employeeYearsEquivalent";
                /** @description `audit` trims nothing. */
                readonly depth?: "public" | "clerk" | "audit";
            };
            readonly header?: never;
            readonly path: {
                /** @example dec_0000000000000000000000000 */
                readonly decision: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description DecisionExplanation */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["DecisionExplanation"];
                };
            };
        };
    };
    readonly DecisionsController_replay: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example dec_0000000000000000000000000 */
                readonly decision: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Replay */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Replay"];
                };
            };
        };
    };
    readonly DecisionsController_letter: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example dec_0000000000000000000000000 */
                readonly decision: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The letter */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/html": string;
                    readonly "text/plain": string;
                };
            };
        };
    };
    readonly DecisionsController_seal: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example dec_0000000000000000000000000 */
                readonly decision: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description DecisionSeal */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["DecisionSeal"];
                };
            };
        };
    };
    readonly DecisionsController_bundle: {
        readonly parameters: {
            readonly query?: {
                /** @description Size of a checkpoint that you have, for instance from an older letter: the bundle shows that it continues it. */
                readonly since?: number;
            };
            readonly header?: never;
            readonly path: {
                /** @example dec_0000000000000000000000000 */
                readonly decision: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description EvidenceBundle */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["EvidenceBundle"];
                };
            };
        };
    };
    readonly SourcesController_list: {
        readonly parameters: {
            readonly query?: {
                /** @description Waits up to 10 s until the read model has reached this position. */
                readonly minPosition?: number;
                /** @description Facts recorded up to here, inclusive: `pos:24888170`, an instant, or a day (its end at +08:00). Default: everything. */
                readonly knownAt?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @example tax-359901 */
                readonly source: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Watermarks */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Watermarks"];
                };
            };
        };
    };
    readonly SourcesController_declare: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example tax-359901 */
                readonly source: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["WatermarkBody"];
            };
        };
        readonly responses: {
            /** @description WatermarkDeclared */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WatermarkDeclared"];
                };
            };
        };
    };
    readonly YearClosesController_list: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description YearCloseList */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["YearCloseList"];
                };
            };
        };
    };
    readonly YearClosesController_start: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["YearCloseBody"];
            };
        };
        readonly responses: {
            /** @description YearClose */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["YearClose"];
                };
            };
        };
    };
    readonly YearClosesController_get: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example 359901-2030-1 */
                readonly close: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description YearClose */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["YearClose"];
                };
            };
        };
    };
    readonly YearClosesController_members: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                /** @description The `next` of the page before. */
                readonly after?: string;
                /** @description csv: all of them, as one file. */
                readonly format?: "json" | "csv";
            };
            readonly header?: never;
            readonly path: {
                /** @example 359901-2030-1 */
                readonly close: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description YearCloseMembers */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["YearCloseMembers"];
                };
            };
        };
    };
    readonly YearClosesController_approve: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example 359901-2030-1 */
                readonly close: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["StepBody"];
            };
        };
        readonly responses: {
            /** @description YearClose */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["YearClose"];
                };
            };
        };
    };
    readonly YearClosesController_abort: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example 359901-2030-1 */
                readonly close: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["StepBody"];
            };
        };
        readonly responses: {
            /** @description YearClose */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["YearClose"];
                };
            };
        };
    };
    readonly ImpactRunsController_list: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description ImpactRunList */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ImpactRunList"];
                };
            };
        };
    };
    readonly ImpactRunsController_start: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ImpactRunBody"];
            };
        };
        readonly responses: {
            /** @description ImpactRun */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ImpactRun"];
                };
            };
        };
    };
    readonly ImpactRunsController_get: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly run: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description ImpactRun */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ImpactRun"];
                };
            };
        };
    };
    readonly ImpactRunsController_members: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                /** @description The `next` of the page before. */
                readonly after?: string;
                /** @description Only members of this bucket. */
                readonly bucket?: "payable-gained" | "payable-lost" | "wait-up" | "wait-down" | "ceiling-up" | "ceiling-down" | "indeterminate" | "reason-only";
                /** @description csv: all of them, as one file. */
                readonly format?: "json" | "csv";
            };
            readonly header?: never;
            readonly path: {
                readonly run: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description ImpactMembers */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ImpactMembers"];
                };
            };
        };
    };
    readonly ImpactRunsController_typical: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly run: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description TypicalMembers */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TypicalMembers"];
                };
            };
        };
    };
    readonly ImpactRunsController_abort: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly run: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ImpactStepBody"];
            };
        };
        readonly responses: {
            /** @description ImpactRun */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ImpactRun"];
                };
            };
        };
    };
    readonly ImpactRunsController_resume: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly run: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ImpactStepBody"];
            };
        };
        readonly responses: {
            /** @description ImpactRun */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ImpactRun"];
                };
            };
        };
    };
    readonly PolicyChangesController_adoption: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example fujian */
                readonly id: string;
                /** @example 1 */
                readonly version: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description PolicyChange */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PolicyChange"];
                };
            };
        };
    };
    readonly PolicyChangesController_adopt: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example fujian */
                readonly id: string;
                /** @example 1 */
                readonly version: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ApprovalBody"];
            };
        };
        readonly responses: {
            /** @description PolicyChange */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PolicyChange"];
                };
            };
        };
    };
    readonly PolicyChangesController_readingChanges: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example fujian */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description PolicyChangeList */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PolicyChangeList"];
                };
            };
        };
    };
    readonly PolicyChangesController_reading: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example fujian */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ReadingChangeBody"];
            };
        };
        readonly responses: {
            /** @description PolicyChange */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PolicyChange"];
                };
            };
        };
    };
    readonly PolicyChangesController_list: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description PolicyChangeList */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PolicyChangeList"];
                };
            };
        };
    };
    readonly PolicyChangesController_get: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly change: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description PolicyChange */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PolicyChange"];
                };
            };
        };
    };
    readonly PolicyChangesController_approval: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly change: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ApprovalBody"];
            };
        };
        readonly responses: {
            /** @description PolicyChange */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PolicyChange"];
                };
            };
        };
    };
    readonly PolicyChangesController_withdrawal: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly change: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["WithdrawalBody"];
            };
        };
        readonly responses: {
            /** @description PolicyChange */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PolicyChange"];
                };
            };
        };
    };
    readonly FeedController_read: {
        readonly parameters: {
            readonly query?: {
                /** @description Name of the reader, for its own log and for ours. */
                readonly consumer?: string;
                readonly topic?: "answers" | "facts" | "standings";
                /** @description A cursor, which never expires; `beginning` (default) or `now`. */
                readonly after?: string;
                readonly limit?: number;
                /** @description Waits so long for an entry; then the batch is empty. */
                readonly waitSeconds?: number;
                /** @description Only entries of this region. */
                readonly region?: string;
                /** @description Only answers of this scheme; with the topic `answers`. */
                readonly scheme?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description FeedEntry */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/cloudevents-batch+json": readonly components["schemas"]["FeedEntry"][];
                    readonly "text/event-stream": string;
                };
            };
        };
    };
    readonly ConsumersController_list: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description ConsumerList */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ConsumerList"];
                };
            };
        };
    };
    readonly ConsumersController_acknowledge: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example claims */
                readonly consumer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["AcknowledgementBody"];
            };
        };
        readonly responses: {
            /** @description Consumer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Consumer"];
                };
            };
        };
    };
    readonly AsyncApiController_document: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description AsyncAPI 3 */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Record<string, never>;
                };
            };
        };
    };
    readonly SessionController_get: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Session */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Session"];
                };
            };
        };
    };
    readonly SessionController_signIn: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SessionBody"];
            };
        };
        readonly responses: {
            /** @description Session */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Session"];
                };
            };
        };
    };
    readonly SessionController_signOut: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Session */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Session"];
                };
            };
        };
    };
    readonly SealsController_list: {
        readonly parameters: {
            readonly query?: {
                /** @description Those over more events than this: `next` of the page before. */
                readonly after?: number;
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description CheckpointList */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CheckpointList"];
                };
            };
        };
    };
    readonly SealsController_note: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly size: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The note */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/plain": string;
                };
            };
        };
    };
    readonly SealsController_cosign: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly size: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["WitnessBody"];
            };
        };
        readonly responses: {
            /** @description Cosigned */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Cosigned"];
                };
            };
        };
    };
    readonly SealsController_inclusion: {
        readonly parameters: {
            readonly query: {
                /** @description Position of the event. */
                readonly position: number;
                /** @description Events under the checkpoint; default: the last one. */
                readonly size?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description InclusionProof */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["InclusionProof"];
                };
            };
        };
    };
    readonly SealsController_consistency: {
        readonly parameters: {
            readonly query: {
                /** @description Events in the tree that was seen before. */
                readonly from: number;
                /** @description Events in the later tree; default: that of the last checkpoint. */
                readonly to?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description ConsistencyProof */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ConsistencyProof"];
                };
            };
        };
    };
    readonly AccessSealsController_list: {
        readonly parameters: {
            readonly query?: {
                /** @description Those over more events than this: `next` of the page before. */
                readonly after?: number;
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description CheckpointList */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CheckpointList"];
                };
            };
        };
    };
    readonly AccessSealsController_note: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly size: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The note */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/plain": string;
                };
            };
        };
    };
    readonly AccessSealsController_inclusion: {
        readonly parameters: {
            readonly query: {
                /** @description Position of the event. */
                readonly position: number;
                /** @description Events under the checkpoint; default: the last one. */
                readonly size?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description InclusionProof */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["InclusionProof"];
                };
            };
        };
    };
    readonly AccessSealsController_consistency: {
        readonly parameters: {
            readonly query: {
                /** @description Events in the tree that was seen before. */
                readonly from: number;
                /** @description Events in the later tree; default: that of the last checkpoint. */
                readonly to?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description ConsistencyProof */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ConsistencyProof"];
                };
            };
        };
    };
}
