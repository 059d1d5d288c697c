import type { Metadata } from 'next';
import { chosenLocale } from '@/app/chosen-locale';
import { ErrorHelpPage } from '@/components/help/error-help-page';
import { readErrorHelp } from '@/lib/i18n/error-help';
import { STATUS_OF_CODE } from '@/lib/server/http/problem';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readErrorHelp(await chosenLocale())).title };
}

export default async function ErrorHelp() {
  return <ErrorHelpPage help={await readErrorHelp(await chosenLocale())} statuses={STATUS_OF_CODE} />;
}
