// Trains the first page's model and reports to it. Between steps it lets messages in, so that pause means pause.
import { expose } from 'comlink';
import { DemoRun } from './demoRun.ts';
import type { DemoFacts, DemoSpeed, DemoWorker, ReceiveReport, Writing } from './protocol.ts';

const stepsBetweenWritings = 25;
/** A page draws at most twenty times a second. */
const reportIntervalMs = 50;
const firstSpeedMs = 400;
const speedIntervalMs = 1000;

class Demo implements DemoWorker {
  #demo: DemoRun | null = null;
  #receive: ReceiveReport = () => Promise.resolve();
  #run = 0;
  /** Number of the last command that ends a loop of steps; each loop runs only as long as its own is the last. */
  #command = 0;
  #losses: number[] = [];
  #writing: Writing | null = null;
  #fingerprint: string | null = null;
  #sent: Promise<void> = Promise.resolve();
  #sentAt = 0;
  readonly #speed = new Speedometer();

  async open(receive: ReceiveReport): Promise<DemoFacts> {
    this.#receive = receive;
    this.#demo = await DemoRun.create();
    return this.#demo.facts;
  }

  async reset(run: number, seed: number): Promise<void> {
    this.#command++;
    this.#run = run;
    this.#losses = [];
    this.#fingerprint = null;
    this.#opened().reset(seed);
    this.#writing = this.#opened().write();
    await this.#report();
  }

  async play(): Promise<void> {
    const demo = this.#opened();
    const command = ++this.#command;
    this.#speed.start();
    while (command === this.#command && !demo.isFinished) {
      this.#speed.count(this.#advance(demo));
      if (performance.now() - this.#sentAt >= reportIntervalMs) await this.#report();
      await handleMessages();
    }
    if (command === this.#command) await this.#report();
  }

  async pause(): Promise<void> {
    this.#command++;
    this.#writing = this.#opened().write();
    await this.#report();
    await this.#sent;
  }

  async step(): Promise<void> {
    this.#command++;
    const demo = this.#opened();
    if (demo.isFinished) return;
    this.#advance(demo);
    this.#writing = demo.write();
    await this.#report();
  }

  #opened(): DemoRun {
    if (this.#demo === null) throw new Error('The demo worker was used before it was opened.');
    return this.#demo;
  }

  /** Gives the number of tokens learnt from. */
  #advance(demo: DemoRun): number {
    const { loss, tokens } = demo.takeStep();
    this.#losses.push(loss);
    if (demo.step % stepsBetweenWritings === 0) this.#writing = demo.write();
    if (demo.step === demo.facts.fingerprintStep) this.#fingerprint = demo.fingerprint();
    return tokens;
  }

  /** Sends what is new once the page has taken in the report before; so a slow page gets fewer, longer reports. */
  async #report(): Promise<void> {
    const run = this.#run;
    await this.#sent;
    if (run !== this.#run) return;
    const report = {
      run,
      step: this.#opened().step,
      losses: this.#losses,
      writing: this.#writing,
      fingerprint: this.#fingerprint,
      speed: this.#speed.latest,
    };
    this.#losses = [];
    this.#writing = null;
    this.#fingerprint = null;
    this.#sentAt = performance.now();
    this.#sent = this.#receive(report);
  }
}

class Speedometer {
  latest: DemoSpeed | null = null;
  #since = 0;
  #tokens = 0;
  #steps = 0;

  start(): void {
    this.#since = performance.now();
    this.#tokens = 0;
    this.#steps = 0;
  }

  count(tokens: number): void {
    this.#tokens += tokens;
    this.#steps++;
    const seconds = (performance.now() - this.#since) / 1000;
    if (seconds * 1000 < (this.latest === null ? firstSpeedMs : speedIntervalMs)) return;
    this.latest = { tokensPerSecond: this.#tokens / seconds, stepsPerSecond: this.#steps / seconds };
    this.start();
  }
}

const { port1, port2 } = new MessageChannel();
port1.start();

/** Resolves after the messages that have already come. A timer would be slowed down in a tab that is not looked at. */
function handleMessages(): Promise<void> {
  return new Promise((resolve) => {
    const arrived = (): void => {
      resolve();
    };
    port1.addEventListener('message', arrived, { once: true });
    port2.postMessage(null);
  });
}

expose(new Demo());
