import { packageVersion } from '../package-folder.js';
import { ANSWER_SCHEMAS } from './answer-schemas.js';
import { asyncApiDocument } from './asyncapi.js';
import type { JsonSchema } from './json-schema.js';
import { typeScriptTypes } from './typescript-types.js';

/** A file of types that is made from the documents of the server; the path is below the project's folder. */
export interface GeneratedTypes {
  readonly path: string;
  readonly text: string;
}

/** What the feed client knows of the server, from the AsyncAPI document, and the example of a claims system from OpenAPI. */
export function generatedTypes(): readonly GeneratedTypes[] {
  const { components } = asyncApiDocument(packageVersion()) as {
    readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> };
  };
  const entries = ['AnswerChangedEntry', 'FactRecordedEntry', 'StandingReachedEntry'];
  return [
    {
      path: 'libs/feed-client/src/entries.generated.ts',
      text: typeScriptTypes(components.schemas, entries),
    },
    {
      path: 'test/claims-system/answers.generated.ts',
      text: typeScriptTypes(ANSWER_SCHEMAS, ['EligibilityCheck']),
    },
  ];
}
