// Original file: proto/storage.proto

import type { StoredRecord as _toruslab_StoredRecord, StoredRecord__Output as _toruslab_StoredRecord__Output } from '../toruslab/StoredRecord';

export interface RecordChunk {
  'records'?: (_toruslab_StoredRecord)[];
}

export interface RecordChunk__Output {
  'records': (_toruslab_StoredRecord__Output)[];
}
