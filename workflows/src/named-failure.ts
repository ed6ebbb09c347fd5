import { fromClientError } from '@fairlead/service-kit';
import { ApplicationFailure } from '@temporalio/common';

/** A failed call keeps its code as the failure's type: the retry policy decides by it. */
export async function namedFailure<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code, reason, message } = fromClientError(error);
    throw ApplicationFailure.create({ type: code, message: `${reason}: ${message}` });
  }
}
