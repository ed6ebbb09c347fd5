import type { RetryPolicy } from '@temporalio/common';

/** How activities that call a service are tried again: for ever, unless the service says that it is no use. */
export const SERVICE_RETRY: RetryPolicy = {
  initialInterval: '200 milliseconds',
  maximumInterval: '10 seconds',
  nonRetryableErrorTypes: ['INVALID_ARGUMENT', 'NOT_FOUND', 'PERMISSION_DENIED'],
};
