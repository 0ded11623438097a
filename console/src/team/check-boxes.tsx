import styles from './check-boxes.module.css';

interface CheckBoxesProps {
  name: string;
  legend: string;
  options: readonly { value: string; label: string; title?: string }[];
  /** Which are checked, where the page keeps them; without, the form does. */
  checked?: readonly string[];
  /** Which are checked to begin with, where the form keeps them. */
  initially?: readonly string[];
  onChange?(checked: string[]): void;
}

/** Several of a few, all in sight. */
export function CheckBoxes({ name, legend, options, checked, initially = [], onChange }: CheckBoxesProps) {
  const kept = checked
    ? (value: string) => ({
        checked: checked.includes(value),
        onChange: () =>
          onChange?.(checked.includes(value) ? checked.filter((other) => other !== value) : [...checked, value]),
      })
    : (value: string) => ({ defaultChecked: initially.includes(value) });
  return (
    <fieldset className={styles.boxes}>
      <legend>{legend}</legend>
      {options.map(({ value, label, title }) => (
        <label key={value} title={title}>
          <input type="checkbox" name={name} value={value} {...kept(value)} />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
