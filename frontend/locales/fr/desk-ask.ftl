# Asked before something is taken away.
ask-member = Retirer cette personne ?
ask-member-what = Elle ne pourra plus se connecter ici. Vous pourrez l’inviter de nouveau.
ask-role = Retirer ce rôle ?
ask-role-what = La personne le perd tout de suite. Vous pourrez le lui redonner.
ask-phase = Supprimer cette étape ?
ask-phase-what = Tout ce que vous avez préparé dans cette étape sera perdu.
ask-question = Supprimer cette question ?
ask-entry = Supprimer cette ligne ?
ask-answer-draft = Supprimer ce brouillon ?
ask-archive = Ranger cette consultation ?
ask-archive-what = Plus rien n’y changera, et vous ne pourrez pas revenir en arrière. Tout le monde pourra encore la lire.
ask-for-good = Vous ne pourrez pas revenir en arrière.
ask-do = Oui, le faire
