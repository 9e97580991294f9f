import type { EventItem } from "../replay/event-item";
import type { JsonObjects } from "../replay/json-objects";

/** Prefix of everything that backfills write into a failure bucket. */
const PREFIX = "backfill/";

/** How far the backfill of one segment is. */
export interface SegmentPosition {
  readonly version: 1;
  /** ARN of the table. */
  readonly tableArn: string;
  readonly segment: number;
  /** Of how many. */
  readonly segments: number;
  /** Key of the last item that was handled; absent at the beginning. */
  readonly after?: EventItem;
  /** Items that were handled. */
  readonly items: number;
  readonly done: boolean;
}

/** Where the positions of a backfill are: objects of the failure bucket, one for each segment. */
export class Positions {
  constructor(
    private readonly objects: JsonObjects,
    private readonly source: string,
  ) {}

  /** The positions of the last backfill of the table; none if there was none. */
  async read(tableArn: string): Promise<SegmentPosition[]> {
    const first = await this.segment(0);
    if (!first || first.tableArn !== tableArn) return [];
    const others = Array.from({ length: first.segments - 1 }, (_, index) => this.segment(index + 1));
    const known = (await Promise.all(others)).map(
      (position, index) => position ?? newPosition(tableArn, index + 1, first.segments),
    );
    return [first, ...known];
  }

  /** Notes down how far a segment is. Only who holds the lease writes. */
  async write(position: SegmentPosition): Promise<void> {
    await this.objects.put(this.keyOf(position.segment), position);
  }

  private async segment(segment: number): Promise<SegmentPosition | undefined> {
    return (await this.objects.get<SegmentPosition>(this.keyOf(segment)))?.value;
  }

  private keyOf(segment: number): string {
    return `${PREFIX}${this.source}/segment-${segment}.json`;
  }
}

/** The position of a segment at its beginning. */
export function newPosition(tableArn: string, segment: number, segments: number): SegmentPosition {
  return { version: 1, tableArn, segment, segments, items: 0, done: false };
}
