'use client';

import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { paths } from '@/lib/client/paths';
import { BrandMark } from './brand-mark';
import classes from './plain-frame.module.css';

/** Frame of pages that need no cluster and no data: the product's name, then the page. */
export function PlainFrame({ children }: { readonly children: React.ReactNode }) {
  const t = useTranslations('shell');
  return (
    <div className={classes.frame}>
      <header className={classes.head}>
        <Link href={paths.home()} className={classes.brand}>
          <BrandMark size={28} />
          {t('product')}
        </Link>
      </header>
      <main className={classes.main}>{children}</main>
    </div>
  );
}
