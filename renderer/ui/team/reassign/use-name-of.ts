import { useDesk, useT } from '../../context.tsx'

/** People by name; null: the pool. */
export function useNameOf(): (person: string | null) => string {
  const t = useT()
  const { reader } = useDesk()
  return (person) =>
    person === null
      ? t('team.pool')
      : (reader.people().find((p) => p.id === person)?.name ?? t('history.someone'))
}
