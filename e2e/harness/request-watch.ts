/** API key. */
const FETCH = 1;

/** What was seen of the Kafka protocol since the last `take`. */
export interface RequestCounts {
  /** Connections that were opened, whether or not anybody listened behind the proxy. */
  dials: number;
  /** Requests by API key. */
  requests: Map<number, number>;
  /** Most requests at once that were sent and not answered. */
  mostInFlight: number;
  bytesToBroker: number;
  bytesFromBroker: number;
}

/** Counts whole requests and answers of all connections to one broker, whatever the pieces they come in. */
export class RequestWatch {
  private counts = createCounts(0);
  private inFlight = 0;
  private readonly fetches: Buffer[] = [];

  take(): RequestCounts {
    const taken = this.counts;
    this.counts = createCounts(this.inFlight);
    return taken;
  }

  /** Whether a Fetch request held these bytes, e.g. the id of a topic. */
  hasFetched(bytes: Buffer): boolean {
    return this.fetches.some((frame) => frame.includes(bytes));
  }

  countDial(): void {
    this.counts.dials += 1;
  }

  /** Takes what goes to and comes from the broker on one connection; `end` when it is closed. */
  watchConnection() {
    let unanswered = 0;
    const countRequests = watchFrames((frame) => {
      unanswered += 1;
      this.inFlight += 1;
      this.counts.mostInFlight = Math.max(this.counts.mostInFlight, this.inFlight);
      const apiKey = frame.readInt16BE(0);
      this.counts.requests.set(apiKey, (this.counts.requests.get(apiKey) ?? 0) + 1);
      if (apiKey === FETCH) this.fetches.push(Buffer.from(frame));
    });
    const countAnswers = watchFrames(() => {
      unanswered -= 1;
      this.inFlight -= 1;
    });
    return {
      toBroker: (piece: Buffer) => {
        this.counts.bytesToBroker += piece.length;
        countRequests(piece);
      },
      fromBroker: (piece: Buffer) => {
        this.counts.bytesFromBroker += piece.length;
        countAnswers(piece);
      },
      end: () => {
        this.inFlight -= unanswered;
        unanswered = 0;
      },
    };
  }
}

function createCounts(inFlight: number): RequestCounts {
  return { dials: 0, requests: new Map(), mostInFlight: inFlight, bytesToBroker: 0, bytesFromBroker: 0 };
}

/** Cuts a stream into frames of a length and a body. */
function watchFrames(onFrame: (frame: Buffer) => void): (piece: Buffer) => void {
  let waiting: Buffer = Buffer.alloc(0);
  return (piece) => {
    waiting = waiting.length === 0 ? piece : Buffer.concat([waiting, piece]);
    while (waiting.length >= 4 && waiting.length >= 4 + waiting.readInt32BE(0)) {
      const end = 4 + waiting.readInt32BE(0);
      onFrame(waiting.subarray(4, end));
      waiting = waiting.subarray(end);
    }
  };
}
