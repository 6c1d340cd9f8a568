import { Alert, createTheme, type MantineColorsTuple } from '@mantine/core'

const blue: MantineColorsTuple = [
  '#e9efff',
  '#d0dcff',
  '#a3b8fb',
  '#7292f6',
  '#4a71f0',
  '#3360ed',
  '#2350e8',
  '#1c44cb',
  '#163bb4',
  '#0b2f99',
]

const dark: MantineColorsTuple = [
  '#e8ecf2',
  '#c3ccd8',
  '#9ba7b8',
  '#7b8798',
  '#3a4453',
  '#2c3441',
  '#222935',
  '#191e27',
  '#12161d',
  '#0b0f16',
]

/** Mantine's name of a colour -> ours (ui.css). */
const TONES: Record<string, string> = { red: 'red', yellow: 'amber', green: 'green' }

export const theme = createTheme({
  primaryColor: 'blue',
  primaryShade: { light: 6, dark: 5 },
  colors: { blue, dark },
  fontFamily: "Inter, 'Segoe UI', system-ui, -apple-system, 'DejaVu Sans', sans-serif",
  defaultRadius: 'md',
  fontSizes: { xs: '11px', sm: '13px', md: '14px', lg: '16px', xl: '18px' },
  headings: { fontWeight: '700' },
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    // In the colours of the chips: the library's own are loud in the dark.
    Alert: Alert.extend({
      defaultProps: { p: 'xs' },
      vars: (_, { color }) => ({
        root: { '--alert-bg': `var(--${TONES[String(color)] ?? 'grey'}-bg)`, '--alert-color': 'inherit' },
      }),
    }),
    Button: { defaultProps: { size: 'xs', variant: 'default' } },
    TextInput: { defaultProps: { size: 'xs' } },
    PasswordInput: { defaultProps: { size: 'sm' } },
    NumberInput: { defaultProps: { size: 'xs' } },
    NativeSelect: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs' } },
    Modal: {
      defaultProps: {
        transitionProps: { duration: 0 },
        centered: true,
        overlayProps: { backgroundOpacity: 0.35 },
      },
    },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: true } },
  },
})
