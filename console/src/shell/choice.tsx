import { useId } from 'react';
import styles from './choice.module.css';
import { Icon, type IconName } from './icon.tsx';

interface ChoiceProps<Value extends string> {
  label: string;
  value: Value;
  onChange(value: Value): void;
  /** With an icon the label is only spoken and shown on hovering. */
  options: readonly { value: Value; label: string; icon?: IconName }[];
}

/** One of a few, all in sight: radio buttons that look like one switch. */
export function Choice<Value extends string>({ label, value, onChange, options }: ChoiceProps<Value>) {
  const name = useId();
  return (
    <fieldset className={styles.choice}>
      <legend className="hidden">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          data-checked={option.value === value || undefined}
          title={option.icon && option.label}
        >
          <input
            type="radio"
            className="hidden"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.icon && <Icon name={option.icon} />}
          <span className={option.icon && 'hidden'}>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
