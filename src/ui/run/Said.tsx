import type { ReactNode } from 'react';

/** What was said in a simulated conversation: English from left to right, whatever language the page speaks. */
export function Said({ children }: { children: ReactNode }) {
  return (
    <span lang="en" dir="ltr">
      {children}
    </span>
  );
}
