import { readFileSync } from 'node:fs';
import { createFileRegistry, type DescField, type DescMessage, fromBinary, ScalarType } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';

export type JsonSchema = Record<string, unknown>;

const WELL_KNOWN: Record<string, JsonSchema> = {
  'google.protobuf.Timestamp': { type: 'string', format: 'date-time' },
  'google.protobuf.Duration': { type: 'string', pattern: '^-?\\d+(\\.\\d+)?s$', example: '86400s' },
  'google.protobuf.Struct': { type: 'object', additionalProperties: true },
  'google.protobuf.FieldMask': { type: 'array', items: { type: 'string' } },
};
const LONG = new Set([ScalarType.INT64, ScalarType.UINT64, ScalarType.SINT64, ScalarType.FIXED64, ScalarType.SFIXED64]);

/** JSON schemas of proto messages with their comments, read from the descriptor image: the protos stay the one source. */
export class ProtoSchemas {
  private readonly registry;
  /** Schemas by component name, filled as they are asked for. */
  readonly components: Record<string, JsonSchema> = {};

  constructor() {
    const image = readFileSync(require.resolve('@fairlead/proto/image.binpb'));
    this.registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, image));
  }

  /** Reference to a message by its full name. */
  reference(fullName: string): JsonSchema {
    const message = this.registry.getMessage(fullName);
    if (!message) throw new Error(`There is no message ${fullName}.`);
    const name = fullName.replace(/^crm\./, '').replaceAll('.', '_');
    if (!this.components[name]) {
      this.components[name] = {};
      this.components[name] = this.object(message);
    }
    return { $ref: `#/components/schemas/${name}` };
  }

  private object(message: DescMessage): JsonSchema {
    const properties = Object.fromEntries(message.fields.map((field) => [field.jsonName, this.field(field)]));
    return { type: 'object', properties };
  }

  private field(field: DescField): JsonSchema {
    switch (field.fieldKind) {
      case 'list':
        return { type: 'array', items: this.item(field.listKind, field) };
      case 'map':
        return { type: 'object', additionalProperties: this.item(field.mapKind, field) };
      default:
        return this.item(field.fieldKind, field);
    }
  }

  private item(kind: 'scalar' | 'enum' | 'message', field: DescField): JsonSchema {
    if (kind === 'scalar') return scalar(field.scalar as ScalarType);
    if (kind === 'enum') return { type: 'string', enum: field.enum?.values.map(({ name }) => name) };
    const name = field.message?.typeName ?? '';
    return WELL_KNOWN[name] ?? this.reference(name);
  }
}

function scalar(type: ScalarType): JsonSchema {
  if (type === ScalarType.STRING) return { type: 'string' };
  if (type === ScalarType.BOOL) return { type: 'boolean' };
  if (type === ScalarType.DOUBLE || type === ScalarType.FLOAT) return { type: 'number' };
  if (LONG.has(type)) return { type: 'string', format: 'int64' };
  return { type: 'integer', format: 'int32' };
}
