import { createFileRegistry, fromBinary } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';

/** What packages of ours begin with; the image holds foreign ones too. */
const OURS = 'crm.';

/** Our proto packages in a descriptor image, by name: their files, services, messages and enums, in the files' order. */
export function packagesOf(image) {
  const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, image));
  const packages = new Map();
  for (const file of registry.files) {
    const name = file.proto.package;
    if (!name.startsWith(OURS)) continue;
    const found = packages.get(name) ?? { name, files: [], services: [], messages: [], enums: [] };
    found.files.push(file);
    found.services.push(...file.services);
    for (const message of file.messages) addMessage(found, message);
    found.enums.push(...file.enums);
    packages.set(name, found);
  }
  return [...packages.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function addMessage(found, message) {
  // The entries of a map are no messages of their own for whoever reads.
  if (message.proto.options?.mapEntry) return;
  found.messages.push(message);
  found.enums.push(...message.nestedEnums);
  for (const nested of message.nestedMessages) addMessage(found, nested);
}

/** Everything that must be explained. */
export const explained = ({ services, messages, enums }) => [
  ...services.flatMap((service) => [service, ...service.methods]),
  ...messages.flatMap((message) => [message, ...message.oneofs.filter(isGroup), ...message.fields]),
  ...enums.flatMap((each) => [each, ...each.values]),
];

/** A oneof that somebody wrote; an optional field is one, too, that nobody sees. */
const isGroup = ({ fields }) => !fields.some(({ proto }) => proto.proto3Optional);

/** The name by which a fault or a link names something. */
export const fullName = (desc) => desc.typeName ?? `${fullName(desc.parent)}.${desc.name}`;
