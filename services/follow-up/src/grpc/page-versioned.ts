import { decodePageToken, encodePageToken, pageSize } from '@fairlead/service-kit';
import type { VersionedRepository } from '../repository/versioned-repository';

/** One page of calendars or policies, by id. Everybody signed in may read them. */
export async function pageVersioned<S extends { version: number; commandKey: string }, V extends object>(
  repository: VersionedRepository<S, V>,
  request: { pageSize: number; pageToken: string },
  caller: string,
) {
  const size = pageSize(request.pageSize, 50, 200);
  const binding = [repository.kind, caller];
  const [after = ''] = decodePageToken(binding, request.pageToken, ['text']) ?? [];
  const found = await repository.page(after, size + 1);
  const docs = found.slice(0, size);
  const nextPageToken = found.length > size ? encodePageToken(binding, [docs.at(-1)?._id ?? '']) : '';
  return { docs, nextPageToken };
}
