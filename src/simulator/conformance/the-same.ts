/** Wants, of all that it is shown, what it was shown first. */
export function theSame(): (found: unknown) => boolean {
  let first: string | null = null;
  return (found) => {
    const text = JSON.stringify(found);
    first ??= text;
    return text === first;
  };
}
