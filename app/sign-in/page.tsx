import { SignInScreen } from '@/components/shell/sign-in-screen';

export default function SignIn() {
  return <SignInScreen />;
}
