/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-test-flow.h"

#include "desk-branch.h"
#include "desk-flow-error.h"
#include "desk-flows.h"
#include "desk-test-content.h"

struct _DeskApplyFlow {
  GObject parent_instance;

  DeskApplication *application; /* owned */
  DeskIssues *issues;           /* owned */
  GListStore *signatures;       /* owned */
  GListStore *branches;         /* owned */
  GListStore *certificates;     /* owned */
  DeskOrder *order;             /* owned, nullable */
  char *contract_text;          /* owned, nullable */
  GBytes *contract_pdf;         /* owned, nullable */
  char *sms_code;               /* owned */
  DeskSecret *pin;              /* owned, nullable */
  GTask *held_task;             /* owned, nullable */
  DeskVerdict verdict;
  gint64 saved_time;
  guint resend_seconds;
  guint n_completed;
  guint n_saved;
  int fail_code;     /* -1: none */
  GError *key_error; /* owned, nullable: of the next step that is completed */
  int load_code;     /* -1: none */
  gboolean held;
  gboolean online;
  gboolean invoice_offered;
};

enum {
  PROP_ISSUES = 1,
  PROP_SAVED_TIME,
  PROP_RESEND_SECONDS,
  PROP_CONTRACT_TEXT,
  PROP_CONTRACT_PDF,
  PROP_SIGNATURES,
  PROP_VERDICT,
  PROP_INVOICE_OFFERED,
  PROP_CERTIFICATES,
  PROP_KEY_STATE,
  PROP_ONLINE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DeskApplyFlow, desk_apply_flow, G_TYPE_OBJECT)

struct _DeskFlows {
  GObject parent_instance;
};

G_DEFINE_FINAL_TYPE (DeskFlows, desk_flows, G_TYPE_OBJECT)

static void
desk_flows_class_init (DeskFlowsClass *klass)
{
}

static void
desk_flows_init (DeskFlows *self)
{
}

static void
desk_apply_flow_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DeskApplyFlow *self = DESK_APPLY_FLOW (object);

  switch (id) {
  case PROP_ISSUES:
    g_value_set_boxed (value, self->issues);
    break;
  case PROP_SAVED_TIME:
    g_value_set_int64 (value, self->saved_time);
    break;
  case PROP_RESEND_SECONDS:
    g_value_set_uint (value, self->resend_seconds);
    break;
  case PROP_CONTRACT_TEXT:
    g_value_set_string (value, self->contract_text);
    break;
  case PROP_CONTRACT_PDF:
    g_value_set_boxed (value, self->contract_pdf);
    break;
  case PROP_SIGNATURES:
    g_value_set_object (value, self->signatures);
    break;
  case PROP_VERDICT:
    g_value_set_int (value, (int) self->verdict);
    break;
  case PROP_INVOICE_OFFERED:
    g_value_set_boolean (value, self->invoice_offered);
    break;
  case PROP_CERTIFICATES:
    g_value_set_object (value, self->certificates);
    break;
  case PROP_KEY_STATE:
    g_value_set_enum (value, (int) desk_apply_flow_get_key_state (self));
    break;
  case PROP_ONLINE:
    g_value_set_boolean (value, self->online);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_apply_flow_finalize (GObject *object)
{
  DeskApplyFlow *self = DESK_APPLY_FLOW (object);

  g_object_unref (self->application);
  g_object_unref (self->signatures);
  g_object_unref (self->branches);
  g_object_unref (self->certificates);
  g_clear_object (&self->order);
  g_clear_object (&self->held_task);
  g_clear_pointer (&self->contract_pdf, g_bytes_unref);
  desk_issues_unref (self->issues);
  g_free (self->contract_text);
  g_free (self->sms_code);
  g_clear_pointer (&self->pin, desk_secret_unref);
  g_clear_error (&self->key_error);

  G_OBJECT_CLASS (desk_apply_flow_parent_class)->finalize (object);
}

static void
desk_apply_flow_class_init (DeskApplyFlowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE;

  object_class->get_property = desk_apply_flow_get_property;
  object_class->finalize = desk_apply_flow_finalize;

  properties[PROP_ISSUES] = g_param_spec_boxed ("issues", NULL, NULL, DESK_TYPE_ISSUES, flags);
  properties[PROP_SAVED_TIME]
      = g_param_spec_int64 ("saved-time", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_RESEND_SECONDS]
      = g_param_spec_uint ("resend-seconds", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_CONTRACT_TEXT] = g_param_spec_string ("contract-text", NULL, NULL, NULL, flags);
  properties[PROP_CONTRACT_PDF]
      = g_param_spec_boxed ("contract-pdf", NULL, NULL, G_TYPE_BYTES, flags);
  properties[PROP_SIGNATURES]
      = g_param_spec_object ("signatures", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_VERDICT]
      = g_param_spec_int ("verdict", NULL, NULL, 0, DESK_VERDICT_UNSIGNED, 0, flags);
  properties[PROP_INVOICE_OFFERED]
      = g_param_spec_boolean ("invoice-offered", NULL, NULL, TRUE, flags);
  properties[PROP_CERTIFICATES]
      = g_param_spec_object ("certificates", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_KEY_STATE] = g_param_spec_enum ("key-state", NULL, NULL, DESK_TYPE_KEY_STATE,
                                                  DESK_KEY_STATE_ABSENT, flags);
  properties[PROP_ONLINE] = g_param_spec_boolean ("online", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
add_branch (DeskApplyFlow *self, const char *code, const char *name, const char *address)
{
  g_autoptr (DeskBranch) branch = desk_branch_new (code, name, address, "周一至周五 09:00–17:30");

  g_list_store_append (self->branches, branch);
}

static void
desk_apply_flow_init (DeskApplyFlow *self)
{
  self->application = desk_application_new ("0190aaaa-0000-7000-8000-000000000001");
  self->issues = desk_issues_new ();
  self->signatures = g_list_store_new (DESK_TYPE_SIGNATURE_REPORT);
  self->branches = g_list_store_new (DESK_TYPE_BRANCH);
  self->certificates = g_list_store_new (DESK_TYPE_KEY_CERTIFICATE);
  self->sms_code = g_strdup ("");
  self->fail_code = -1;
  self->load_code = -1;
  self->online = TRUE;
  self->invoice_offered = TRUE;
  add_branch (self, "hohhot", "呼和浩特受理点", "呼和浩特市赛罕区如意和大街 1 号政务服务中心 2 层");
  add_branch (self, "baotou", "包头受理点", "包头市昆都仑区钢铁大街 25 号");
}

DeskApplication *
desk_apply_flow_get_application (DeskApplyFlow *self)
{
  return self->application;
}

DeskIssues *
desk_apply_flow_get_issues (DeskApplyFlow *self)
{
  return self->issues;
}

gboolean
desk_apply_flow_get_busy (DeskApplyFlow *self)
{
  return self->held_task != NULL;
}

gboolean
desk_apply_flow_get_online (DeskApplyFlow *self)
{
  return self->online;
}

gint64
desk_apply_flow_get_saved_time (DeskApplyFlow *self)
{
  return self->saved_time;
}

gboolean
desk_apply_flow_get_save_failed (DeskApplyFlow *self)
{
  return FALSE;
}

guint
desk_apply_flow_get_resend_seconds (DeskApplyFlow *self)
{
  return self->resend_seconds;
}

guint
desk_apply_flow_get_retry_seconds (DeskApplyFlow *self)
{
  return 30;
}

const char *
desk_apply_flow_get_contract_text (DeskApplyFlow *self)
{
  return self->contract_text;
}

GBytes *
desk_apply_flow_get_contract_pdf (DeskApplyFlow *self)
{
  return self->contract_pdf;
}

GListModel *
desk_apply_flow_get_signatures (DeskApplyFlow *self)
{
  return G_LIST_MODEL (self->signatures);
}

DeskVerdict
desk_apply_flow_get_verdict (DeskApplyFlow *self)
{
  return self->verdict;
}

gboolean
desk_apply_flow_get_invoice_offered (DeskApplyFlow *self)
{
  return self->invoice_offered;
}

GListModel *
desk_apply_flow_get_branches (DeskApplyFlow *self)
{
  return G_LIST_MODEL (self->branches);
}

GListModel *
desk_apply_flow_get_certificates (DeskApplyFlow *self)
{
  return G_LIST_MODEL (self->certificates);
}

DeskKeyState
desk_apply_flow_get_key_state (DeskApplyFlow *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->certificates)) > 0 ? DESK_KEY_STATE_READY
                                                                          : DESK_KEY_STATE_ABSENT;
}

DeskKeys *
desk_apply_flow_get_keys (DeskApplyFlow *self)
{
  return NULL;
}

void
desk_apply_flow_set_watching (DeskApplyFlow *self, gboolean watching)
{
}

gint64
desk_apply_flow_get_price_fen (DeskApplyFlow *self, int years)
{
  return years * 20000;
}

gboolean
desk_apply_flow_set_agreed (DeskApplyFlow *self, gboolean agreed)
{
  if (agreed)
    desk_application_set_consent (self->application, "1", "00ff", 1795323600);
  else
    desk_application_set_consent (self->application, NULL, NULL, 0);

  return TRUE;
}

gboolean
desk_apply_flow_validate (DeskApplyFlow *self, DeskStep step)
{
  GDate today;

  g_date_clear (&today, 1);
  g_date_set_dmy (&today, 22, G_DATE_NOVEMBER, 2026);
  desk_issues_unref (self->issues);
  self->issues = desk_issues_new ();
  desk_application_validate_step (self->application, step, g_date_get_julian (&today),
                                  self->issues);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ISSUES]);

  return desk_issues_get_size (self->issues) == 0;
}

void
desk_apply_flow_save_async (DeskApplyFlow *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  self->n_saved++;
  self->saved_time = 1795323120;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SAVED_TIME]);
  g_task_return_boolean (task, TRUE);
}

gboolean
desk_apply_flow_save_finish (DeskApplyFlow *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
desk_apply_flow_choose_file_async (DeskApplyFlow *self,
                                   DeskAttachmentKind kind,
                                   GFile *file,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  DeskAttachment *attachment = desk_application_get_attachment (self->application, kind);
  g_autoptr (GBytes) content = g_file_load_bytes (file, NULL, NULL, NULL);
  g_autofree char *name = g_file_get_basename (file);

  if (content == NULL) {
    g_task_return_new_error (task, DESK_FLOW_ERROR, DESK_FLOW_ERROR_DRAFT, "unreadable");
    return;
  }

  desk_attachment_set_content (attachment, content, name);
  desk_attachment_set_problem (attachment, desk_attachment_check_content (content));
  g_task_return_boolean (task, TRUE);
}

gboolean
desk_apply_flow_choose_file_finish (DeskApplyFlow *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
complete (DeskApplyFlow *self, DeskStep step)
{
  self->n_completed++;
  switch (step) {
  case DESK_STEP_IDENTITY:
    desk_application_set_identity_check_id (self->application, "check");
    desk_application_set_order (self->application, "order", "NM2026112200001", 1);
    break;
  case DESK_STEP_EVIDENCE:
    desk_test_flow_set_contract (self, DESK_VERDICT_VALID);
    break;
  case DESK_STEP_REVIEW:
    g_clear_object (&self->order);
    self->order = g_object_new (DESK_TYPE_ORDER, "id", "order", "number", "NM2026112200001",
                                "state", DESK_ORDER_SUBMITTED, NULL);
    return;
  default:
    break;
  }
  desk_application_set_step (self->application, (DeskStep) (step + 1));
}

static void
on_held_cancelled (GCancellable *cancellable, gpointer user_data)
{
  DeskApplyFlow *self = user_data;
  g_autoptr (GTask) task = g_steal_pointer (&self->held_task);

  if (task != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
}

void
desk_apply_flow_complete_step_async (DeskApplyFlow *self,
                                     DeskStep step,
                                     const DeskStepConfirmation *confirmation,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_check_cancellable (task, FALSE);
  g_free (self->sms_code);
  self->sms_code = g_strdup (confirmation->sms_code != NULL ? confirmation->sms_code : "");
  g_clear_pointer (&self->pin, desk_secret_unref);
  self->pin = confirmation->pin != NULL ? desk_secret_ref (confirmation->pin) : NULL;

  if (self->held) {
    self->held_task = g_steal_pointer (&task);
    g_signal_connect (cancellable, "cancelled", G_CALLBACK (on_held_cancelled), self);
  } else if (self->fail_code >= 0) {
    g_task_return_new_error (task, DESK_FLOW_ERROR, self->fail_code, "as the test wants");
    self->fail_code = -1;
  } else if (self->key_error != NULL) {
    g_task_return_error (task, g_steal_pointer (&self->key_error));
  } else {
    complete (self, step);
    g_task_return_boolean (task, TRUE);
  }
}

gboolean
desk_apply_flow_complete_step_finish (DeskApplyFlow *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
desk_apply_flow_request_code_async (DeskApplyFlow *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  self->resend_seconds = 60;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RESEND_SECONDS]);
  g_task_return_boolean (task, TRUE);
}

gboolean
desk_apply_flow_request_code_finish (DeskApplyFlow *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
load_contract_text (DeskApplyFlow *self)
{
  g_autofree char *path = g_build_filename (g_getenv ("DESK_TEST_SOURCE_DIR"), "data", "contract",
                                            "zh_CN-1.txt", NULL);

  g_free (self->contract_text);
  g_assert_true (g_file_get_contents (path, &self->contract_text, NULL, NULL));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONTRACT_TEXT]);
}

void
desk_apply_flow_load_step_async (DeskApplyFlow *self,
                                 DeskStep step,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  if (self->load_code >= 0) {
    g_task_return_new_error (task, DESK_FLOW_ERROR, self->load_code, "as the test wants");
    return;
  }

  if (step == DESK_STEP_CONSENT && self->contract_text == NULL)
    load_contract_text (self);
  g_task_return_boolean (task, TRUE);
}

gboolean
desk_apply_flow_load_step_finish (DeskApplyFlow *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

DeskOrder *
desk_apply_flow_get_order (DeskApplyFlow *self)
{
  return self->order;
}

/* What the tests turn */

DeskApplyFlow *
desk_test_flow_new (void)
{
  return g_object_new (DESK_TYPE_APPLY_FLOW, NULL);
}

void
desk_test_flow_fail_next (DeskApplyFlow *self, int code)
{
  self->fail_code = code;
}

void
desk_test_flow_fail_next_by_key (DeskApplyFlow *self, DeskKeyState state, DeskPinUse pin_use)
{
  g_clear_error (&self->key_error);
  self->key_error = desk_key_error_new (state, pin_use, "as the test wants");
}

void
desk_test_flow_add_issue (DeskApplyFlow *self, const char *field, DeskFieldProblem problem)
{
  self->fail_code = DESK_FLOW_ERROR_FIELDS;
  desk_issues_add (self->issues, field, problem);
}

void
desk_test_flow_set_held (DeskApplyFlow *self, gboolean held)
{
  self->held = held;
}

void
desk_test_flow_set_load_error (DeskApplyFlow *self, int code)
{
  self->load_code = code;
}

void
desk_test_flow_set_online (DeskApplyFlow *self, gboolean online)
{
  self->online = online;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ONLINE]);
}

void
desk_test_flow_set_invoice_offered (DeskApplyFlow *self, gboolean offered)
{
  self->invoice_offered = offered;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INVOICE_OFFERED]);
}

guint
desk_test_flow_get_n_completed (DeskApplyFlow *self)
{
  return self->n_completed;
}

const char *
desk_test_flow_get_sms_code (DeskApplyFlow *self)
{
  return self->sms_code;
}

DeskSecret *
desk_test_flow_get_pin (DeskApplyFlow *self)
{
  return self->pin;
}

void
desk_test_flow_set_key (DeskApplyFlow *self, gboolean present)
{
  g_list_store_remove_all (self->certificates);
  if (present) {
    g_autoptr (DeskKeyToken) token = g_object_new (DESK_TYPE_KEY_TOKEN, "serial", "0001", "label",
                                                   "Ukey", "state", DESK_KEY_STATE_READY, NULL);
    g_autoptr (GBytes) der = g_bytes_new_static ("not read", 8);
    g_autoptr (DeskKeyCertificate) certificate = g_object_new (
        DESK_TYPE_KEY_CERTIFICATE, "token", token, "key-id", der, "der", der, "holder", "张三",
        "issuer", "内蒙古 CA", "serial", "0a", "not-before", G_GINT64_CONSTANT (1763787600),
        "not-after", G_GINT64_CONSTANT (1858395600), "state", DESK_KEY_STATE_READY, NULL);

    g_list_store_append (self->certificates, certificate);
  }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KEY_STATE]);
}

guint
desk_test_flow_get_n_saved (DeskApplyFlow *self)
{
  return self->n_saved;
}

static void
add_signature (DeskApplyFlow *self,
               DeskSignatureRole role,
               const char *signer,
               DeskTimeSource source,
               DeskVerdict verdict)
{
  g_autoptr (DeskSignatureReport) report = g_object_new (
      DESK_TYPE_SIGNATURE_REPORT, "field", "Signature", "role", role, "signer", signer, "issuer",
      "内蒙古 CA", "time", G_GINT64_CONSTANT (1795323600), "time-source", source, "verdict",
      verdict, "flaw", verdict == DESK_VERDICT_INVALID ? DESK_FLAW_DIGEST : DESK_FLAW_NONE, NULL);

  g_list_store_append (self->signatures, report);
}

void
desk_test_flow_set_contract (DeskApplyFlow *self, DeskVerdict verdict)
{
  DeskVerdict each = verdict == DESK_VERDICT_VALID ? DESK_VERDICT_VALID : DESK_VERDICT_INVALID;

  g_clear_pointer (&self->contract_pdf, g_bytes_unref);
  self->contract_pdf = desk_test_content_create_pdf ();
  self->verdict = verdict;
  g_list_store_remove_all (self->signatures);
  add_signature (self, DESK_SIGNATURE_APPLICANT, "张三", DESK_TIME_TIMESTAMPED, each);
  add_signature (self, DESK_SIGNATURE_AUTHORITY, "内蒙古数字证书认证有限公司",
                 DESK_TIME_TIMESTAMPED, DESK_VERDICT_VALID);
  add_signature (self, DESK_SIGNATURE_TIMESTAMP, "内蒙古 CA 时间戳服务", DESK_TIME_TIMESTAMPED,
                 DESK_VERDICT_VALID);
  desk_application_set_contract_sha256 (self->application, "00ff");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONTRACT_PDF]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VERDICT]);
}

static void
fill_applicant (DeskApplyFlow *self)
{
  DeskApplicant *applicant = desk_application_get_applicant (self->application);
  DeskDelivery *delivery = desk_application_get_delivery (self->application);

  desk_applicant_set_name (applicant, "张三");
  desk_applicant_set_id_number (applicant, "110101199003077512");
  desk_applicant_set_mobile (applicant, "13800138000");
  desk_delivery_set_recipient (delivery, "张三");
  desk_delivery_set_phone (delivery, "13800138000");
  desk_delivery_set_region (delivery, "内蒙古自治区 呼和浩特市 赛罕区");
  desk_delivery_set_address (delivery, "如意和大街 1 号");
}

void
desk_test_flow_fill (DeskApplyFlow *self, DeskStep step)
{
  g_autoptr (GBytes) picture = desk_test_content_create_picture ();

  fill_applicant (self);
  if (step > DESK_STEP_IDENTITY) {
    desk_application_set_identity_check_id (self->application, "check");
    desk_application_set_order (self->application, "order", "NM2026112200001", 1);
  }
  if (step > DESK_STEP_CONSENT)
    desk_apply_flow_set_agreed (self, TRUE);
  if (step >= DESK_STEP_EVIDENCE) {
    for (int kind = DESK_ATTACHMENT_ID_FRONT; kind <= DESK_ATTACHMENT_ID_BACK; kind++)
      desk_attachment_set_content (
          desk_application_get_attachment (self->application, (DeskAttachmentKind) kind), picture,
          "id.jpg");
    desk_test_content_write_ink (desk_application_get_ink (self->application));
    desk_application_set_ink_confirmed (self->application, TRUE);
  }
  if (step > DESK_STEP_EVIDENCE)
    desk_test_flow_set_contract (self, DESK_VERDICT_VALID);
  if (step > DESK_STEP_CONTRACT)
    desk_application_set_contract_read (self->application, TRUE);
  desk_application_set_step (self->application, step);
}
