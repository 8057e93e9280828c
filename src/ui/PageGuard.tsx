import { Component } from 'react';
import type { ReactNode } from 'react';
import { guardWords } from './locale/faults.ts';
import { pageWords } from './locale/page.ts';

interface Props {
  readonly children: ReactNode;
}

/** If drawing the page fails, a sentence stands in its place instead of nothing. */
export class PageGuard extends Component<Props, { readonly failed: boolean }> {
  override readonly state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <main className="fallback" role="alert">
        <h1>{pageWords.name}</h1>
        <p>{guardWords.text}</p>
        <p>{guardWords.run}</p>
        <button
          type="button"
          onClick={() => {
            location.reload();
          }}
        >
          {guardWords.reload}
        </button>
      </main>
    );
  }
}
