// Original file: proto/storage.proto

import type { StoredRecord as _toruslab_StoredRecord, StoredRecord__Output as _toruslab_StoredRecord__Output } from '../toruslab/StoredRecord';

export interface DataDone {
  /**
   * What was written or read; absent when there is nothing.
   */
  'record'?: (_toruslab_StoredRecord | null);
}

export interface DataDone__Output {
  /**
   * What was written or read; absent when there is nothing.
   */
  'record': (_toruslab_StoredRecord__Output | null);
}
