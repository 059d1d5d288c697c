import { Anchor, type AnchorProps } from '@mantine/core';
import Link from 'next/link';
import { hint as hintAttributes } from './hint';

interface TextLinkProps extends AnchorProps {
  readonly href: string;
  readonly children: React.ReactNode;
  readonly isMono?: boolean;
  readonly hint?: string;
  /** Lists link to hundreds of pages: only links that are likely to be followed next fetch theirs ahead. */
  readonly isLikely?: boolean;
}

/** A door to another screen: a real anchor, so that it opens in a new tab, copies and restores. */
export function TextLink({ href, children, isMono = false, hint, isLikely = false, ...rest }: TextLinkProps) {
  return (
    <Anchor
      component={Link}
      href={href}
      prefetch={isLikely ? null : false}
      inherit
      {...(isMono ? { ff: 'monospace' } : {})}
      {...hintAttributes(hint)}
      {...rest}
    >
      {children}
    </Anchor>
  );
}
