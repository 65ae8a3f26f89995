import { useEffect, useRef } from 'react';

interface Props {
  readonly stream: MediaStream | undefined;
  /** One's own picture is silent and reversed, as in a mirror. */
  readonly mirrored?: boolean;
  readonly label?: string;
}

/** A stream of somebody. */
export function Picture({ stream, mirrored, label }: Props) {
  const element = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (element.current) element.current.srcObject = stream ?? null;
  }, [stream]);
  return <video ref={element} className={mirrored ? 'mirrored' : undefined} autoPlay playsInline muted={mirrored} aria-label={label} />;
}
