import { StatusShape } from '@/components/ui/status-badge';
import classes from './operation.module.css';

interface NoticeProps {
  readonly tone: 'slow' | 'stopped' | 'unknown';
  readonly title?: string;
  readonly children: React.ReactNode;
}

/** Something to know before or after a change, with the shape of its tone. */
export function Notice({ tone, title, children }: NoticeProps) {
  return (
    <div className={classes.notice} data-tone={tone}>
      <StatusShape tone={tone} />
      <div className={classes.noticeBody}>
        {title !== undefined && <strong>{title}</strong>}
        {children}
      </div>
    </div>
  );
}
