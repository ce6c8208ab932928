/** The last `capacity` items of a stream, in constant memory. */
export class RingBuffer<T> {
  private readonly capacity: number
  private readonly items: T[] = []
  private next = 0

  constructor(capacity: number) {
    this.capacity = capacity
  }

  push(item: T): void {
    this.items[this.next] = item
    this.next = (this.next + 1) % this.capacity
  }

  /** Oldest first. */
  toArray(): T[] {
    if (this.items.length < this.capacity) return this.items.slice()
    return [...this.items.slice(this.next), ...this.items.slice(0, this.next)]
  }
}
