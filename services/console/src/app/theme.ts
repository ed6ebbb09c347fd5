import type { ThemeConfig } from 'antd';

/** Our colours and shapes; styles.css has the same values for what is not antd's. */
export const THEME: ThemeConfig = {
  token: {
    colorPrimary: '#0f6674',
    colorInfo: '#0f6674',
    colorError: '#b3261e',
    colorWarning: '#8a5a00',
    colorSuccess: '#1d6b3f',
    colorText: '#16282d',
    colorTextSecondary: '#47595e',
    colorTextPlaceholder: '#5d6f74',
    colorBorder: '#c9d3d3',
    borderRadius: 6,
    fontFamily:
      "'Inter', system-ui, -apple-system, 'Segoe UI', 'Noto Sans SC', 'Noto Sans CJK SC', 'PingFang SC', sans-serif",
    fontSize: 14,
    controlHeight: 34,
  },
};

/** The same without animations, for whoever asks for that. */
export const STILL_THEME: ThemeConfig = { token: { ...THEME.token, motion: false } };
