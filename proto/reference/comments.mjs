// Numbers of the lists in descriptor.proto, of which a source position's path consists.
const FILE = { message: 4, enum: 5, service: 6 };
const MESSAGE = { field: 2, message: 3, enum: 4, oneof: 8 };
const VALUE = 2;
const METHOD = 2;

/** Answers a function that tells the comment of a service, method, message, field, group of fields, enum or value. */
export function commentsOf(files) {
  const byFile = new Map(files.map((file) => [file, commentsByPath(file)]));
  return (desc) => byFile.get(fileOf(desc))?.get(pathOf(desc).join('.')) ?? '';
}

function commentsByPath({ proto }) {
  const found = new Map();
  for (const { path, leadingComments, trailingComments } of proto.sourceCodeInfo?.location ?? []) {
    const text = (leadingComments || trailingComments || '').trim().replace(/\s*\n\s*/g, ' ');
    if (text) found.set(path.join('.'), text);
  }
  return found;
}

const fileOf = (desc) => desc.file ?? fileOf(desc.parent);

function pathOf(desc) {
  const { kind, parent, proto } = desc;
  switch (kind) {
    case 'service':
      return [FILE.service, desc.file.proto.service.indexOf(proto)];
    case 'rpc':
      return [...pathOf(parent), METHOD, parent.proto.method.indexOf(proto)];
    case 'message':
      return parent
        ? [...pathOf(parent), MESSAGE.message, parent.proto.nestedType.indexOf(proto)]
        : [FILE.message, desc.file.proto.messageType.indexOf(proto)];
    case 'enum':
      return parent
        ? [...pathOf(parent), MESSAGE.enum, parent.proto.enumType.indexOf(proto)]
        : [FILE.enum, desc.file.proto.enumType.indexOf(proto)];
    case 'field':
      return [...pathOf(parent), MESSAGE.field, parent.proto.field.indexOf(proto)];
    case 'oneof':
      return [...pathOf(parent), MESSAGE.oneof, parent.proto.oneofDecl.indexOf(proto)];
    case 'enum_value':
      return [...pathOf(parent), VALUE, parent.proto.value.indexOf(proto)];
    default:
      throw new Error(`A ${kind} has no comment.`);
  }
}
