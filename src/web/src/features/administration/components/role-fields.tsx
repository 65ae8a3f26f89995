import { Checkbox, Form, Input } from 'antd';
import { useText } from '@/shared/i18n/i18n';
import { needsOf, roles } from '../roles';

/** Roles with what each may do, and the area where a role is bound to one; inside a form. */
export function RoleFields() {
  const { t, tv } = useText();
  const form = Form.useFormInstance();
  const chosen: string[] = Form.useWatch('roles', form) ?? form.getFieldValue('roles') ?? [];
  const needs = needsOf(chosen);
  return (
    <>
      <Form.Item
        name="roles"
        label={t('accounts.roles')}
        rules={[
          { validator: (_, value?: string[]) => (value?.length ? Promise.resolve() : Promise.reject(new Error(t('accounts.roleNeeded')))) },
        ]}
        required
      >
        <Checkbox.Group className="role-choice">
          {roles.map((role) => (
            <Checkbox key={role} value={role}>
              <b>{tv('role', role)}</b>
              <small className="muted">{tv('roleDoes', role)}</small>
            </Checkbox>
          ))}
        </Checkbox.Group>
      </Form.Item>
      {needs.area && (
        <Form.Item
          name="areaCode"
          label={t('accounts.area')}
          extra={t('accounts.areaHint')}
          rules={[
            { required: true, message: t('common.required') },
            { pattern: /^(\d\d){1,3}$/, message: t('accounts.areaFault') },
          ]}
        >
          <Input maxLength={6} inputMode="numeric" autoComplete="off" />
        </Form.Item>
      )}
    </>
  );
}
