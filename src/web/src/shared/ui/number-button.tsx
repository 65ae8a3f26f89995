import './figures.css';

interface Props {
  /** The number as it is read. */
  readonly text: string;
  /** Says what the number counts, for whoever hears the page. */
  readonly label: string;
  /** Nought and no value open nothing. */
  readonly empty?: boolean;
  readonly onClick: () => void;
}

/** A number that opens the cases that make it. */
export function NumberButton({ text, label, empty, onClick }: Props) {
  if (empty) return <span className="nought">{text}</span>;
  return (
    <button type="button" className="number" aria-label={`${label} ${text}`} onClick={onClick}>
      {text}
    </button>
  );
}
