/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-branch.h"

struct _DeskBranch {
  GObject parent_instance;

  char *code;    /* owned */
  char *name;    /* owned */
  char *address; /* owned */
  char *hours;   /* owned */
};

enum {
  PROP_0,
  PROP_CODE,
  PROP_NAME,
  PROP_ADDRESS,
  PROP_HOURS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DeskBranch, desk_branch, G_TYPE_OBJECT)

static void
desk_branch_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DeskBranch *self = DESK_BRANCH (object);

  switch (id) {
  case PROP_CODE:
    g_value_set_string (value, self->code);
    break;
  case PROP_NAME:
    g_value_set_string (value, self->name);
    break;
  case PROP_ADDRESS:
    g_value_set_string (value, self->address);
    break;
  case PROP_HOURS:
    g_value_set_string (value, self->hours);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_branch_finalize (GObject *object)
{
  DeskBranch *self = DESK_BRANCH (object);

  g_free (self->code);
  g_free (self->name);
  g_free (self->address);
  g_free (self->hours);
  G_OBJECT_CLASS (desk_branch_parent_class)->finalize (object);
}

static void
desk_branch_class_init (DeskBranchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  static const char *const names[N_PROPS] = { NULL, "code", "name", "address", "hours" };

  object_class->get_property = desk_branch_get_property;
  object_class->finalize = desk_branch_finalize;

  for (guint id = PROP_CODE; id < N_PROPS; id++)
    properties[id] = g_param_spec_string (names[id], NULL, NULL, "",
                                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_branch_init (DeskBranch *self)
{
}

DeskBranch *
desk_branch_new (const char *code, const char *name, const char *address, const char *hours)
{
  DeskBranch *self = g_object_new (DESK_TYPE_BRANCH, NULL);

  self->code = g_strdup (code);
  self->name = g_strdup (name);
  self->address = g_strdup (address);
  self->hours = g_strdup (hours);
  return self;
}

const char *
desk_branch_get_code (DeskBranch *self)
{
  g_return_val_if_fail (DESK_IS_BRANCH (self), NULL);

  return self->code;
}

const char *
desk_branch_get_name (DeskBranch *self)
{
  g_return_val_if_fail (DESK_IS_BRANCH (self), NULL);

  return self->name;
}

const char *
desk_branch_get_address (DeskBranch *self)
{
  g_return_val_if_fail (DESK_IS_BRANCH (self), NULL);

  return self->address;
}

const char *
desk_branch_get_hours (DeskBranch *self)
{
  g_return_val_if_fail (DESK_IS_BRANCH (self), NULL);

  return self->hours;
}
