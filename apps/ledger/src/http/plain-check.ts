import { getMetadataStorage, ValidationTypes, type ValidatorConstraintInterface } from 'class-validator';

type Arguments = Parameters<ValidatorConstraintInterface['validate']>[1];

/** What a class says of a property. */
interface Property {
  /** Where one of them does not hold, nothing else is asked: `IsOptional`. */
  readonly conditions: ((object: object, value: unknown) => boolean)[];
  readonly checks: { readonly validator: ValidatorConstraintInterface; readonly args: Arguments }[];
}

/**
 * Whether an object is what its class says, by the validators of the class, which are looked up once: class-validator does so
 * for every object, which takes it longer than the validators themselves. It says nothing but yes; why not, class-validator
 * is asked.
 */
export class PlainCheck {
  private readonly classes = new WeakMap<object, ReadonlyMap<string, Property> | null>();

  /** True: class-validator would find no fault in the object, nor a property that the class does not name. */
  accepts(metatype: new () => object, object: object): boolean {
    let properties = this.classes.get(metatype);
    if (properties === undefined) this.classes.set(metatype, (properties = propertiesOf(metatype)));
    if (properties === null) return false;
    for (const name of Object.keys(object)) if (!properties.has(name)) return false;
    for (const [name, { conditions, checks }] of properties) {
      const value = (object as Readonly<Record<string, unknown>>)[name];
      if (!conditions.every((holds) => holds(object, value))) continue;
      if (!checks.every(({ validator, args }) => validator.validate(value, args) === true)) return false;
    }
    return true;
  }
}

/** Null where the class says anything that is not about one property by itself. */
function propertiesOf(metatype: new () => object): ReadonlyMap<string, Property> | null {
  const storage = getMetadataStorage();
  const properties = new Map<string, Property>();
  for (const said of storage.getTargetValidationMetadatas(metatype, '', false, false)) {
    const { propertyName, type, each, constraintCls, constraints } = said;
    const property = properties.get(propertyName) ?? { conditions: [], checks: [] };
    properties.set(propertyName, property);
    if (type === ValidationTypes.CONDITIONAL_VALIDATION) {
      property.conditions.push(...(constraints as Property['conditions']));
      continue;
    }
    if (type !== ValidationTypes.CUSTOM_VALIDATION || each) return null;
    const args = {
      targetName: metatype.name,
      property: propertyName,
      object: {},
      value: undefined,
      constraints,
    };
    for (const { async, instance } of storage.getTargetValidatorConstraints(constraintCls)) {
      if (async) return null;
      property.checks.push({ validator: instance, args });
    }
  }
  return properties;
}
