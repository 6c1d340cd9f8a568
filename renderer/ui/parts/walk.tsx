import { Key } from './key.tsx'
import parts from './parts.module.css'

const WAYS = { previous: { sign: '↑', key: 'k', by: -1 }, next: { sign: '↓', key: 'j', by: 1 } } as const
type Way = keyof typeof WAYS

interface Props {
  /** The data attribute by which the keys find the buttons. */
  mark: 'data-pair' | 'data-hand-off'
  labels: Record<Way, string>
  onStep(by: 1 | -1): void
}

/** To the one before and the one after of a list, also by k and j. */
export const Walk = ({ mark, labels, onStep }: Props) => (
  <div className={parts.walk}>
    {(['previous', 'next'] as const).map((way) => (
      <button
        key={way}
        type="button"
        className={parts.smallButton}
        {...{ [mark]: way }}
        aria-label={labels[way]}
        onClick={() => onStep(WAYS[way].by)}
      >
        {WAYS[way].sign} <Key chord={WAYS[way].key} />
      </button>
    ))}
  </div>
)
