import type { ThemeConfig } from 'antd';

/** The console's colours: a green-blue that keeps 4.5 : 1 on white, and motion off, since a clerk waits for no curtain. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#0b5c5a',
    colorLink: '#0b5c5a',
    colorError: '#b3261e',
    colorWarning: '#8a5a00',
    colorSuccess: '#1d6b34',
    colorWarningBg: '#fff3d6',
    colorErrorBg: '#fbe9e7',
    colorText: '#1b2627',
    colorTextSecondary: '#4a5859',
    colorTextTertiary: '#5a6869',
    colorTextPlaceholder: '#5f6d6e',
    colorBorder: '#8b9a9b',
    borderRadius: 4,
    fontSize: 14,
    controlHeight: 34,
    motion: false,
    fontFamily: 'var(--font)',
  },
  components: {
    // What is chosen is told from the rest at a glance.
    Segmented: { itemSelectedBg: '#0b5c5a', itemSelectedColor: '#fff' },
    Alert: { defaultPadding: '8px 12px', withDescriptionPadding: '8px 12px' },
  },
};
