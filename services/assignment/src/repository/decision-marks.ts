import { retryStore } from '@fairlead/service-kit';
import { type Connection, type Model, Schema } from 'mongoose';

interface Mark {
  _id: string;
  position: number;
}

const COMPLETED = 'completed';

/** The position of the ledger up to which every decision stands in its ownership. */
export class DecisionMarks {
  readonly model: Model<Mark>;

  constructor(connection: Connection) {
    const schema = new Schema<Mark>(
      { _id: String, position: Number },
      { collection: 'ledger_marks', versionKey: false },
    );
    this.model = connection.model('LedgerMark', schema) as unknown as Model<Mark>;
  }

  async position(): Promise<number> {
    return (await retryStore(() => this.model.findById(COMPLETED).lean<Mark>().exec()))?.position ?? 0;
  }

  /** Moves it on unless another process did. */
  async advance(from: number, to: number): Promise<void> {
    if (from === 0) {
      await retryStore(() =>
        this.model.updateOne({ _id: COMPLETED }, { $setOnInsert: { position: 0 } }, { upsert: true }).exec(),
      );
    }
    await retryStore(() => this.model.updateOne({ _id: COMPLETED, position: from }, { $set: { position: to } }).exec());
  }
}
