/** Words for a list without rows. */
export function EmptyList({ text, hint }: { text: string; hint: string }) {
  return (
    <div className="empty">
      <p>{text}</p>
      <p className="quiet">{hint}</p>
    </div>
  );
}
