import { createGenerator } from 'ts-json-schema-generator';

/**
 * The JSON Schema of an exported type, as the package ships it.
 * @param path the file that exports it, from the root of the repository.
 */
export function schemaOf(path: string, type: string): string {
  const generator = createGenerator({
    path,
    type,
    tsconfig: 'tsconfig.json',
    skipTypeCheck: true,
    topRef: false,
    expose: 'all',
    additionalProperties: false,
  });
  const schema = generator.createSchema(type);
  // Every number of these contracts counts something; TypeScript has no type for that.
  return `${JSON.stringify({ title: `${type} of unstale`, ...schema }, null, 2).replaceAll('"type": "number"', '"type": "integer"')}\n`;
}
