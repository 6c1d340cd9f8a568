import { useEffect } from 'react'
import { useParts, useScreen } from '../context.tsx'

/** What others did with this person's leads is told once no call goes on. */
export function useNews(onCall: boolean): void {
  const { screen } = useParts()
  const news = useScreen((s) => s.news)
  useEffect(() => {
    if (onCall || news.length === 0) return
    const told = news.join(' ')
    screen.setState({ told, news: [] })
  }, [onCall, news, screen])
}
