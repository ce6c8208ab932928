// Original file: proto/ring.proto


export interface RouteRequest {
  /**
   * The id whose owner is wanted.
   */
  'id'?: (Buffer | Uint8Array | string);
  /**
   * Ids found dead on this lookup: name none of them.
   */
  'avoid'?: (Buffer | Uint8Array | string)[];
  /**
   * Answer from the whole successor list, not only from its head. Maintenance asks so, to save contacts.
   */
  'near'?: (boolean);
}

export interface RouteRequest__Output {
  /**
   * The id whose owner is wanted.
   */
  'id': (Buffer);
  /**
   * Ids found dead on this lookup: name none of them.
   */
  'avoid': (Buffer)[];
  /**
   * Answer from the whole successor list, not only from its head. Maintenance asks so, to save contacts.
   */
  'near': (boolean);
}
