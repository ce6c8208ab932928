// Original file: proto/storage.proto


export interface HandoffCommitResponse {
  'committed'?: (boolean);
  /**
   * The serving node's digest.
   */
  'digest'?: (string);
}

export interface HandoffCommitResponse__Output {
  'committed': (boolean);
  /**
   * The serving node's digest.
   */
  'digest': (string);
}
