import { storyWords } from '../locale/story.ts';
import { Title } from '../lecture/Title.tsx';

/** A chapter for which the recording holds nothing. */
export function NotTold({ title }: { title: string }) {
  return (
    <>
      <Title>{title}</Title>
      <p>{storyWords.notTold}</p>
    </>
  );
}
