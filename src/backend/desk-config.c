/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-backend"

#include "desk-config.h"

#include <string.h>

#define FILE_NAME     "certdeskd.conf"
#define SERVICE       "service"
#define IDENTITY      "identity"
#define LIMITS        "limits"
#define BRANCH_PREFIX "branch "

#define DEFAULT_AUTHORITY "内蒙古数字证书认证有限公司"

struct _DeskConfig {
  char *public_url; /* nullable; without a trailing slash */
  char *authority_name;
  gboolean invoice;
  gboolean payment;
  gint64 prices[DESK_CONFIG_MAX_YEARS]; /* fen, by years - 1 */
  GArray *branches;                     /* of DeskBranch */
  char **mismatch_names;                /* never NULL */
  DeskLimits limits;
};

/* Names a number of the file and says where it goes. */
typedef struct {
  const char *key;
  gsize offset; /* in DeskConfig */
  gint64 fallback;
} Number;

#define LIMIT(name, fallback)                                                                      \
  {                                                                                                \
#name, G_STRUCT_OFFSET(DeskConfig, limits) + G_STRUCT_OFFSET(DeskLimits, name), fallback       \
  }
#define PRICE(years, fallback)                                                                     \
  {                                                                                                \
    "price_" #years, G_STRUCT_OFFSET (DeskConfig, prices) + (years - 1) * sizeof (gint64),         \
        fallback                                                                                   \
  }

static const Number service_numbers[] = { PRICE (1, 20000), PRICE (2, 36000), PRICE (3, 50000) };

/* Codes: domain.md 3.3. Connections: what one small machine bears. */
static const Number limit_numbers[] = {
  LIMIT (sms_resend_seconds, 60),
  LIMIT (sms_per_hour, 5),
  LIMIT (sms_per_day, 10),
  LIMIT (sms_per_address_hour, 60),
  LIMIT (sign_in_per_address_hour, 120),
  LIMIT (identity_per_day, 5),
  LIMIT (unblock_per_day, 5),
  LIMIT (connections, 512),
  LIMIT (connections_per_address, 64),
  LIMIT (idle_seconds, 60),
  LIMIT (request_seconds, 30),
  LIMIT (answer_seconds, 120),
};

static const char *const service_keys[] = { "public_url", "authority_name", "invoice", "payment",
                                            "price_1",    "price_2",        "price_3", NULL };
static const char *const identity_keys[] = { "mismatch_names", NULL };
static const char *const branch_keys[] = { "name", "address", "hours", NULL };
static const char *const limit_keys[] = { "sms_resend_seconds",
                                          "sms_per_hour",
                                          "sms_per_day",
                                          "sms_per_address_hour",
                                          "sign_in_per_address_hour",
                                          "identity_per_day",
                                          "unblock_per_day",
                                          "connections",
                                          "connections_per_address",
                                          "idle_seconds",
                                          "request_seconds",
                                          "answer_seconds",
                                          NULL };

static const struct {
  const char *code;
  const char *name;
  const char *address;
  const char *hours;
} default_branches[] = {
  { "hohhot", "呼和浩特服务厅", "内蒙古自治区呼和浩特市赛罕区", "周一至周五 9:00-17:00" },
  { "baotou", "包头服务厅", "内蒙古自治区包头市昆都仑区", "周一至周五 9:00-17:00" },
};

static void
branch_clear (gpointer pointer)
{
  DeskBranch *branch = pointer;

  g_free (branch->code);
  g_free (branch->name);
  g_free (branch->address);
  g_free (branch->hours);
}

static void
add_branch (
    DeskConfig *self, const char *code, const char *name, const char *address, const char *hours)
{
  DeskBranch branch = { g_strdup (code), g_strdup (name), g_strdup (address), g_strdup (hours) };

  g_array_append_val (self->branches, branch);
}

static const char *const *
keys_of_group (const char *group)
{
  if (strcmp (group, SERVICE) == 0)
    return service_keys;
  if (strcmp (group, IDENTITY) == 0)
    return identity_keys;
  if (strcmp (group, LIMITS) == 0)
    return limit_keys;
  if (g_str_has_prefix (group, BRANCH_PREFIX))
    return branch_keys;

  return NULL;
}

/* A misspelt limit must not silently be none. */
static gboolean
refuse_unknown (GKeyFile *file, GError **error)
{
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);

  for (char **group = groups; *group != NULL; group++) {
    const char *const *known = keys_of_group (*group);
    g_auto (GStrv) keys = g_key_file_get_keys (file, *group, NULL, error);

    if (keys == NULL)
      return FALSE;
    for (char **key = keys; *key != NULL; key++)
      if (known == NULL || !g_strv_contains (known, *key)) {
        g_set_error (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_KEY_NOT_FOUND,
                     FILE_NAME ": [%s] %s is not known", *group, *key);
        return FALSE;
      }
  }

  return TRUE;
}

static gboolean
read_numbers (DeskConfig *self,
              GKeyFile *file,
              const char *group,
              const Number *numbers,
              gsize n_numbers,
              GError **error)
{
  for (gsize i = 0; i < n_numbers; i++) {
    gint64 *value = &G_STRUCT_MEMBER (gint64, self, numbers[i].offset);
    g_autoptr (GError) local_error = NULL;

    *value = numbers[i].fallback;
    if (!g_key_file_has_key (file, group, numbers[i].key, NULL))
      continue;

    *value = g_key_file_get_int64 (file, group, numbers[i].key, &local_error);
    if (local_error == NULL && *value < 0)
      g_set_error (&local_error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_INVALID_VALUE,
                   FILE_NAME ": [%s] %s is negative", group, numbers[i].key);
    if (local_error != NULL) {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  }

  return TRUE;
}

static gboolean
read_flag (GKeyFile *file, const char *key, gboolean *value, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  *value = TRUE;
  if (!g_key_file_has_key (file, SERVICE, key, NULL))
    return TRUE;

  *value = g_key_file_get_boolean (file, SERVICE, key, &local_error);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static void
read_branches (DeskConfig *self, GKeyFile *file)
{
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);

  for (char **group = groups; *group != NULL; group++) {
    g_autofree char *name = NULL;
    g_autofree char *address = NULL;
    g_autofree char *hours = NULL;

    if (!g_str_has_prefix (*group, BRANCH_PREFIX))
      continue;
    name = g_key_file_get_string (file, *group, "name", NULL);
    address = g_key_file_get_string (file, *group, "address", NULL);
    hours = g_key_file_get_string (file, *group, "hours", NULL);
    add_branch (self, *group + strlen (BRANCH_PREFIX), name != NULL ? name : "",
                address != NULL ? address : "", hours != NULL ? hours : "");
  }

  if (self->branches->len > 0)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (default_branches); i++)
    add_branch (self, default_branches[i].code, default_branches[i].name,
                default_branches[i].address, default_branches[i].hours);
}

static void
read_texts (DeskConfig *self, GKeyFile *file)
{
  gsize length;

  self->public_url = g_key_file_get_string (file, SERVICE, "public_url", NULL);
  if (self->public_url != NULL && g_str_has_suffix (self->public_url, "/"))
    self->public_url[strlen (self->public_url) - 1] = '\0';

  self->authority_name = g_key_file_get_string (file, SERVICE, "authority_name", NULL);
  if (self->authority_name == NULL)
    self->authority_name = g_strdup (DEFAULT_AUTHORITY);

  self->mismatch_names
      = g_key_file_get_string_list (file, IDENTITY, "mismatch_names", &length, NULL);
  if (self->mismatch_names == NULL)
    self->mismatch_names = g_new0 (char *, 1);
}

DeskConfig *
desk_config_load (const char *data_directory, GError **error)
{
  g_autofree char *path = g_build_filename (data_directory, FILE_NAME, NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) local_error = NULL;
  g_autoptr (DeskConfig) self = g_new0 (DeskConfig, 1);

  self->branches = g_array_new (FALSE, FALSE, sizeof (DeskBranch));
  g_array_set_clear_func (self->branches, branch_clear);
  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &local_error)
      && !g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT)) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return NULL;
  }

  if (!refuse_unknown (file, error)
      || !read_numbers (self, file, SERVICE, service_numbers, G_N_ELEMENTS (service_numbers), error)
      || !read_numbers (self, file, LIMITS, limit_numbers, G_N_ELEMENTS (limit_numbers), error)
      || !read_flag (file, "invoice", &self->invoice, error)
      || !read_flag (file, "payment", &self->payment, error))
    return NULL;

  read_texts (self, file);
  read_branches (self, file);
  return g_steal_pointer (&self);
}

void
desk_config_free (DeskConfig *self)
{
  if (self == NULL)
    return;

  g_free (self->public_url);
  g_free (self->authority_name);
  g_strfreev (self->mismatch_names);
  g_array_unref (self->branches);
  g_free (self);
}

const char *
desk_config_get_public_url (DeskConfig *self)
{
  return self->public_url;
}

const char *
desk_config_get_authority_name (DeskConfig *self)
{
  return self->authority_name;
}

gboolean
desk_config_get_invoice (DeskConfig *self)
{
  return self->invoice;
}

gboolean
desk_config_get_payment (DeskConfig *self)
{
  return self->payment;
}

gint64
desk_config_get_price (DeskConfig *self, int validity_years)
{
  g_return_val_if_fail (validity_years >= 1 && validity_years <= DESK_CONFIG_MAX_YEARS, 0);

  return self->prices[validity_years - 1];
}

const DeskBranch *
desk_config_get_branches (DeskConfig *self, gsize *n_branches)
{
  *n_branches = self->branches->len;
  return (const DeskBranch *) (gconstpointer) self->branches->data;
}

const char *const *
desk_config_get_mismatch_names (DeskConfig *self)
{
  return (const char *const *) self->mismatch_names;
}

const DeskLimits *
desk_config_get_limits (DeskConfig *self)
{
  return &self->limits;
}
