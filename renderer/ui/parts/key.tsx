const SHOWN: Record<string, string> = {
  Enter: '↵',
  ArrowDown: '↓',
  ArrowUp: '↑',
  ' ': 'Space',
  Escape: 'Esc',
  Backspace: '⌫',
}

/** A chord as printed on a key: 'Ctrl+Enter' -> 'Ctrl ↵'. The action's name says what it does, so readers skip it. */
export const Key = ({ chord }: { chord: string }) => (
  <span className="key" aria-hidden="true">
    {chord
      .split('+')
      .map((part) => SHOWN[part] ?? (part.length === 1 ? part.toUpperCase() : part))
      .join(' ')}
  </span>
)
