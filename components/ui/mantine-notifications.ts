/** Apart from `notices.tsx`, which loads it with the first notice. */
export { Notifications, notifications } from '@mantine/notifications';
