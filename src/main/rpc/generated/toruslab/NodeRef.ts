// Original file: proto/ring.proto


/**
 * A node as others refer to it.
 */
export interface NodeRef {
  'id'?: (Buffer | Uint8Array | string);
  /**
   * "host:port" of its server. Empty in padding entries of a successor list, which stand for nobody.
   */
  'address'?: (string);
}

/**
 * A node as others refer to it.
 */
export interface NodeRef__Output {
  'id': (Buffer);
  /**
   * "host:port" of its server. Empty in padding entries of a successor list, which stand for nobody.
   */
  'address': (string);
}
