import { BoardPage } from '@/features/board/pages/board-page';
import { useUser } from '@/shared/session/session';

export function BoardRoute() {
  const user = useUser();
  return <BoardPage key={user.id} />;
}
