/** What stands where no picture has come yet: the split-image disc of a ground glass, faint enough to read over. */
export function FocusingScreen() {
  return (
    <div className="focusing-screen">
      <svg viewBox="-120 -120 240 240" fill="none" stroke="currentColor" aria-hidden="true">
        <circle r="100" />
        <circle r="62" />
        <path d="M0 -118V-82M0 118V82M-118 0H-82M118 0H82M0 -62V62M-62 -9H0M0 9H62" />
      </svg>
    </div>
  );
}
