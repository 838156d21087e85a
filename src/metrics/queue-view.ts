/** What waits in Olla now. */
export interface QueueFigures {
  readonly requests: number;
  readonly bytes: number;
}

/** Token and port: the application binds it to whoever holds the queue. */
export abstract class QueueView {
  abstract queueView(): QueueFigures;
}
