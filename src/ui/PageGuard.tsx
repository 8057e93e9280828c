import { Component } from 'react';
import type { ReactNode } from 'react';

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
        <h1>Swayground</h1>
        <p>
          The page could not be drawn. That is a fault of the page, not yours: reload it, and if it comes back, report
          it.
        </p>
      </main>
    );
  }
}
