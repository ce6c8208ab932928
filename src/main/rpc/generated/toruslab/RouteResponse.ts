// Original file: proto/ring.proto

import type { RouteOwner as _toruslab_RouteOwner, RouteOwner__Output as _toruslab_RouteOwner__Output } from '../toruslab/RouteOwner';
import type { RouteCloser as _toruslab_RouteCloser, RouteCloser__Output as _toruslab_RouteCloser__Output } from '../toruslab/RouteCloser';

export interface RouteResponse {
  /**
   * The id is owned by this node, by what the answering node knows.
   */
  'owner'?: (_toruslab_RouteOwner | null);
  /**
   * Ask one of these.
   */
  'closer'?: (_toruslab_RouteCloser | null);
  'answer'?: "owner"|"closer";
}

export interface RouteResponse__Output {
  /**
   * The id is owned by this node, by what the answering node knows.
   */
  'owner'?: (_toruslab_RouteOwner__Output | null);
  /**
   * Ask one of these.
   */
  'closer'?: (_toruslab_RouteCloser__Output | null);
  'answer'?: "owner"|"closer";
}
