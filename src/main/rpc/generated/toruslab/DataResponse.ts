// Original file: proto/storage.proto

import type { DataDone as _toruslab_DataDone, DataDone__Output as _toruslab_DataDone__Output } from '../toruslab/DataDone';
import type { DataMoved as _toruslab_DataMoved, DataMoved__Output as _toruslab_DataMoved__Output } from '../toruslab/DataMoved';

export interface DataResponse {
  'done'?: (_toruslab_DataDone | null);
  'moved'?: (_toruslab_DataMoved | null);
  'outcome'?: "done"|"moved";
}

export interface DataResponse__Output {
  'done'?: (_toruslab_DataDone__Output | null);
  'moved'?: (_toruslab_DataMoved__Output | null);
  'outcome'?: "done"|"moved";
}
