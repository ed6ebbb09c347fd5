import { ScalarType } from '@bufbuild/protobuf';

/** One package as a page of Markdown. */
export function page({ name, services, messages, enums }, comment, known) {
  const link = linkTo(known);
  const lines = [`# ${name}`, ''];
  for (const service of services) {
    lines.push(...heading('##', `Service ${service.name}`, service, comment));
    lines.push('| method | request | answer | what it does |', '|---|---|---|---|');
    for (const method of service.methods) {
      const [asks, answers] = STREAMS[method.methodKind];
      const cells = [
        `\`${method.name}\``,
        asks + link(method.input),
        answers + link(method.output),
        cell(comment(method)),
      ];
      lines.push(`| ${cells.join(' | ')} |`);
    }
    lines.push('');
  }
  for (const message of messages) {
    lines.push(...heading('##', short(message), message, comment));
    if (message.fields.length === 0) continue;
    lines.push('| field | type | no. | what it is |', '|---|---|---|---|');
    for (const field of message.fields) {
      const group = field.oneof ? `(one of \`${field.oneof.name}\`) ` : '';
      const cells = [`\`${field.name}\``, typeOf(field, link), field.number, group + cell(comment(field))];
      lines.push(`| ${cells.join(' | ')} |`);
    }
    lines.push('');
  }
  for (const each of enums) {
    lines.push(...heading('##', short(each), each, comment), '| value | no. | what it means |', '|---|---|---|');
    for (const value of each.values) lines.push(`| \`${value.name}\` | ${value.number} | ${cell(comment(value))} |`);
    lines.push('');
  }
  return `${lines.join('\n').trim()}\n`;
}

/** The page that leads to the others. */
export function index(packages) {
  const lines = [
    '# gRPC reference',
    '',
    'Made of the comments in `proto/crm`; see `docs/api/grpc.md` for how to call.',
    '',
  ];
  for (const { name, services } of packages) {
    const served = services.map((service) => `[${service.name}](${name}.md#${service.typeName})`).join(', ');
    lines.push(`- [${name}](${name}.md)${served ? `: ${served}` : ''}`);
  }
  return `${lines.join('\n')}\n`;
}

const STREAMS = {
  unary: ['', ''],
  server_streaming: ['', 'stream of '],
  client_streaming: ['stream of ', ''],
  bidi_streaming: ['stream of ', 'stream of '],
};

const heading = (level, title, desc, comment) => [
  `<a id="${desc.typeName}"></a>`,
  '',
  `${level} ${title}`,
  '',
  comment(desc),
  '',
];

/** Name without the package, with the messages around it. */
const short = ({ typeName, file }) => typeName.slice(file.proto.package.length + 1);

const linkTo = (known) => (desc) => {
  const label = `\`${short(desc)}\``;
  const { package: name } = desc.file.proto;
  return known.has(desc.typeName) ? `[${label}](${name}.md#${desc.typeName})` : `\`${desc.typeName}\``;
};

function typeOf(field, link) {
  const of = ({ scalar, message, enum: choice }) =>
    message || choice ? link(message ?? choice) : ScalarType[scalar].toLowerCase();
  if (field.fieldKind === 'map') return `map of ${ScalarType[field.mapKey].toLowerCase()} to ${of(field)}`;
  return field.fieldKind === 'list' ? `list of ${of(field)}` : of(field);
}

/** A comment as a cell of a table. */
const cell = (text) => text.replaceAll('|', '\\|');
