/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-doctor-private.h"

#include "desk-doctor-run.h"

struct _DeskDoctor {
  GObject parent_instance;

  /* What it looks at */
  DeskKeySettings *settings; /* owned */
  DeskClock *clock;          /* owned */
  DeskApi *api;              /* owned, nullable */
  DeskTrust *trust;          /* owned, nullable */
  GProxyResolver *resolver;  /* owned */
  char *sysfs;               /* owned */
  char *root;                /* owned */
  guint time_out_ms;         /* 0: by the table */

  GListStore *checks; /* owned; DeskDoctorCheck */

  /* The run that is under way; all NULL or 0 if there is none */
  DeskDoctorRun *run;    /* owned, nullable */
  GTask *task;           /* owned, nullable */
  GCancellable *caller;  /* owned, nullable: the task's */
  gulong caller_handler; /* of caller, 0: none */
};

enum {
  PROP_0,
  PROP_RUNNING,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DeskDoctor, desk_doctor, G_TYPE_OBJECT)

/* Ends what is under way and gives its task, or NULL. */
static GTask *
take_task (DeskDoctor *self)
{
  GTask *task = g_steal_pointer (&self->task);

  if (self->caller_handler != 0)
    g_signal_handler_disconnect (self->caller, self->caller_handler);
  self->caller_handler = 0;
  g_clear_object (&self->caller);
  if (self->run != NULL)
    desk_doctor_run_stop (self->run);
  g_clear_pointer (&self->run, desk_doctor_run_unref);
  return task;
}

static void
on_run_done (gpointer user_data)
{
  DeskDoctor *self = user_data;
  g_autoptr (GTask) task = take_task (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
  g_task_return_boolean (task, TRUE);
}

static void
desk_doctor_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_RUNNING:
    g_value_set_boolean (value, desk_doctor_get_running (DESK_DOCTOR (object)));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_doctor_finalize (GObject *object)
{
  DeskDoctor *self = DESK_DOCTOR (object);

  /* A run holds a reference by its task. */
  g_warn_if_fail (self->run == NULL);
  g_clear_object (&self->checks);
  g_clear_object (&self->resolver);
  g_clear_object (&self->trust);
  g_clear_object (&self->api);
  g_clear_object (&self->clock);
  g_clear_object (&self->settings);
  g_free (self->sysfs);
  g_free (self->root);
  G_OBJECT_CLASS (desk_doctor_parent_class)->finalize (object);
}

static void
desk_doctor_class_init (DeskDoctorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = desk_doctor_get_property;
  object_class->finalize = desk_doctor_finalize;

  properties[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_doctor_init (DeskDoctor *self)
{
  self->checks = g_list_store_new (DESK_TYPE_DOCTOR_CHECK);
}

DeskDoctor *
desk_doctor_new_with (const DeskDoctorConfig *config)
{
  DeskDoctor *self = g_object_new (DESK_TYPE_DOCTOR, NULL);

  self->settings = g_object_ref (config->settings);
  self->clock = g_object_ref (config->clock);
  self->api = config->api != NULL ? g_object_ref (config->api) : NULL;
  self->trust = config->trust != NULL ? g_object_ref (config->trust) : NULL;
  self->resolver = g_object_ref (config->resolver != NULL ? config->resolver
                                                          : g_proxy_resolver_get_default ());
  self->sysfs = g_strdup (config->sysfs != NULL ? config->sysfs : "/sys");
  self->root = g_strdup (config->root != NULL ? config->root : "/");
  self->time_out_ms = config->time_out_ms;
  return self;
}

DeskDoctor *
desk_doctor_new (DeskKeySettings *settings, const char *server, const char *trust, GError **error)
{
  g_autoptr (DeskClock) clock = desk_clock_new_system ();
  g_autoptr (DeskApi) api = NULL;
  g_autoptr (DeskTrust) roots = NULL;
  DeskDoctorConfig config = { .settings = settings, .clock = clock };

  g_return_val_if_fail (DESK_IS_KEY_SETTINGS (settings), NULL);

  if (server != NULL) {
    api = desk_api_new (server, DESK_API_TIMEOUT_SECONDS, error);
    if (api == NULL)
      return NULL;
  }
  /* A named file is read, nothing is fetched: no connection is needed. */
  if (trust != NULL)
    roots = desk_trust_new (api, trust, NULL);

  config.api = api;
  config.trust = roots;
  return desk_doctor_new_with (&config);
}

static DeskDoctorContext *
new_context (DeskDoctor *self)
{
  DeskDoctorContext *context;

  /* A driver may have been installed since. */
  desk_key_settings_refresh (self->settings);
  context = desk_doctor_context_new (self->clock, self->settings);
  context->api = self->api != NULL ? g_object_ref (self->api) : NULL;
  context->trust = self->trust != NULL ? g_object_ref (self->trust) : NULL;
  context->resolver = g_object_ref (self->resolver);
  context->sysfs = g_strdup (self->sysfs);
  context->root = g_strdup (self->root);
  return context;
}

void
desk_doctor_stop (DeskDoctor *self)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (DESK_IS_DOCTOR (self));

  task = take_task (self);
  if (task == NULL)
    return;

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the doctor was stopped");
}

void
desk_doctor_run_async (DeskDoctor *self,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (DeskDoctorContext) context = NULL;

  g_return_if_fail (DESK_IS_DOCTOR (self));

  desk_doctor_stop (self);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, desk_doctor_run_async);
  g_task_set_check_cancellable (self->task, FALSE);
  if (g_cancellable_is_cancelled (cancellable)) {
    desk_doctor_stop (self);
    return;
  }

  if (cancellable != NULL) {
    self->caller = g_object_ref (cancellable);
    self->caller_handler
        = g_signal_connect_swapped (cancellable, "cancelled", G_CALLBACK (desk_doctor_stop), self);
  }

  context = new_context (self);
  self->run = desk_doctor_run_new (context, self->checks, self->time_out_ms, on_run_done, self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
}

gboolean
desk_doctor_run_finish (DeskDoctor *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
desk_doctor_get_running (DeskDoctor *self)
{
  g_return_val_if_fail (DESK_IS_DOCTOR (self), FALSE);

  return self->task != NULL;
}

GListModel *
desk_doctor_get_checks (DeskDoctor *self)
{
  g_return_val_if_fail (DESK_IS_DOCTOR (self), NULL);

  return G_LIST_MODEL (self->checks);
}

guint
desk_doctor_count (DeskDoctor *self, DeskKeySeverity severity)
{
  guint n_found = 0;

  g_return_val_if_fail (DESK_IS_DOCTOR (self), 0);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->checks)); i++) {
    g_autoptr (DeskDoctorCheck) check = g_list_model_get_item (G_LIST_MODEL (self->checks), i);

    if (desk_doctor_check_get_progress (check) == DESK_DOCTOR_DONE
        && desk_doctor_check_get_severity (check) == severity)
      n_found++;
  }

  return n_found;
}
