/** What is used of `navigator.storage`; `persist` is for pages alone, not for workers. */
export interface StorageManagerLike {
  estimate(): Promise<{ usage?: number; quota?: number }>;
  persisted(): Promise<boolean>;
  persist?(): Promise<boolean>;
}

/** Of the whole site: model files and runs share one allowance. Null: the browser does not say. */
export interface StorageMeter {
  readonly usedBytes: number | null;
  readonly allowedBytes: number | null;
  /** Whether the browser has promised not to clear it by itself. */
  readonly isKept: boolean;
}

/** `manager` undefined: an old browser, or a page without https. */
export async function storageMeter(manager: StorageManagerLike | undefined): Promise<StorageMeter> {
  if (!manager) return { usedBytes: null, allowedBytes: null, isKept: false };
  const [{ usage, quota }, isKept] = await Promise.all([manager.estimate(), manager.persisted()]);
  return { usedBytes: usage ?? null, allowedBytes: quota ?? null, isKept };
}

/** Asks the browser not to clear the runs by itself; some browsers ask the user. `unavailable`: it can't be asked. */
export async function keepRuns(manager: StorageManagerLike | undefined): Promise<'kept' | 'refused' | 'unavailable'> {
  if (!manager?.persist) return 'unavailable';
  return (await manager.persist()) ? 'kept' : 'refused';
}
